using MlflowAutolog;

namespace TracingByHand;

/// <summary>Answers claims word by word, and pays them.</summary>
internal sealed class ClaimsDesk(PolicyBook policies, Bank bank)
{
    /// <summary>The span lasts as long as the reader reads, is current inside, and holds the words as one answer.</summary>
    public IAsyncEnumerable<string> AnswerAsync(Claim claim)
    {
        var photo = TraceAttachment.FromFile(Path.Combine(AppContext.BaseDirectory, claim.Photo));
        return Mlflow.TraceStreamAsync(
            "answer_claim", SpanType.Agent, span => WordsAsync(claim, span), inputs: new { claim.Text, photo }, reducer: words => string.Concat(words));
    }

    /// <summary>The first account is empty: its span turns red, and the second payment links to it.</summary>
    public Task<string> SettleAsync(Claim claim) => Mlflow.TraceAsync("settle_claim", SpanType.Workflow, async span =>
    {
        var first = Mlflow.CurrentSpan;
        try
        {
            return await PayAsync("checking", claim.Amount, paying => first = paying);
        }
        catch (InvalidOperationException refusal)
        {
            span.AddEvent("retry", [new("reason", refusal.Message)]);
            return await PayAsync("reserve", claim.Amount, paying => paying.AddLink(first).SetDescription("After the first account was refused"));
        }
    }, inputs: new { claim.Id, claim.Amount });

    private Task<string> PayAsync(string account, decimal amount, Action<MlflowSpan> note) => Mlflow.TraceAsync("pay", SpanType.Tool, span =>
    {
        note(span);
        return bank.PayAsync(account, amount);
    }, inputs: new { account, amount });

    private async IAsyncEnumerable<string> WordsAsync(Claim claim, MlflowSpan span)
    {
        var policy = policies.Find(claim.Text);
        foreach (var word in $"Damage to baggage is covered up to {policy.Limit}. Your claim of {claim.Amount} is accepted.".Split(' '))
        {
            await Task.Delay(20);
            yield return word + " ";
        }

        // A check of the answer by code: stored with the trace, for it still runs.
        await Mlflow.LogFeedbackAsync(span.TraceId, "within_limit", claim.Amount <= policy.Limit, AssessmentSource.Code("limits"), rationale: $"{claim.Amount} of {policy.Limit}");
    }
}
