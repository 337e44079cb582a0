using MlflowAutolog;
using OpenAI.Embeddings;

namespace QuickStart;

/// <summary>The shop's help articles, found by the nearness of their embedding to the question's.</summary>
internal sealed class KnowledgeBase(EmbeddingClient embeddings)
{
    private const int Found = 2;

    private static readonly Article[] Articles =
    [
        new("help/returns", "You can send an order back within 30 days, also after it has been delivered."),
        new("help/shipping", "An order takes three working days to where you live; the carrier calls before it comes."),
        new("help/payment", "We take cards, invoices and vouchers."),
    ];

    public async Task<IReadOnlyList<Article>> SearchAsync(string question)
    {
        using var span = Mlflow.StartSpan("search_articles", SpanType.Retriever, ("question", question), ("top", Found));
        OpenAIEmbeddingCollection vectors = await embeddings.GenerateEmbeddingsAsync([question, .. Articles.Select(article => article.Text)]);
        var nearest = Articles
            .Select((article, i) => (Article: article, Score: Nearness(vectors[0].ToFloats().Span, vectors[i + 1].ToFloats().Span)))
            .OrderByDescending(found => found.Score)
            .Take(Found)
            .ToArray();

        // MLflow draws them as documents.
        span.SetOutputs(nearest.Select(found => new RetrievedDocument(
            found.Article.Text, new Dictionary<string, object?> { ["doc_uri"] = found.Article.Uri, ["score"] = Math.Round(found.Score, 3) })).ToArray());
        return [.. nearest.Select(found => found.Article)];
    }

    private static double Nearness(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double product = 0, lengthA = 0, lengthB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += a[i] * b[i];
            lengthA += a[i] * a[i];
            lengthB += b[i] * b[i];
        }

        return lengthA == 0 || lengthB == 0 ? 0 : product / Math.Sqrt(lengthA * lengthB);
    }

    /// <param name="Uri">Where it stands.</param>
    /// <param name="Text">What it says.</param>
    internal sealed record Article(string Uri, string Text);
}
