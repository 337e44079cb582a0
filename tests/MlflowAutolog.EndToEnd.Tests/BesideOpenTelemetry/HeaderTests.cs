using System.Diagnostics;
using MlflowAutolog.EndToEnd.Tests.Support;
using OpenAI.Chat;

namespace MlflowAutolog.EndToEnd.Tests.BesideOpenTelemetry;

/// <summary>The vendor's server gets the headers it got before, whatever runs above the call.</summary>
public sealed class HeaderTests
{
    private static readonly string[] TraceHeaders = ["traceparent", "tracestate", "baggage", "Request-Id", "Correlation-Context"];

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task No_header_of_ours_leaves_the_process(bool isClientOlder, bool isSpanOpen)
    {
        await using var model = await Model.StartAsync();
        var without = await HeadersAsync(model, model.NewClient());
        without.Keys.Intersect(TraceHeaders, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();

        await using var door = new Door();
        var client = isClientOlder ? model.NewClient() : null;
        if (client is not null) await HeadersAsync(model, client);
        door.Autolog();
        using (isSpanOpen ? Mlflow.StartSpan("agent", SpanType.Agent) : null)
        {
            Activity.Current.ShouldBeNull();
            (await HeadersAsync(model, client ?? model.NewClient())).ShouldBe(without);
        }

        (await Door.LastAsync()).Spans[^1].Name.ShouldBe("Completions");
    }

    [Theory]
    [InlineData("off")]
    [InlineData("on")]
    public async Task The_headers_that_the_users_telemetry_adds_tell_nothing_of_ours(string sampler)
    {
        await using var model = await Model.StartAsync();
        using var telemetry = new UserTelemetry(Samplers.Named(sampler));
        var without = await HeadersAsync(model, model.NewClient());
        await using var door = new Door();
        door.Autolog();
        using (var span = Mlflow.StartSpan("agent", SpanType.Agent))
        {
            var with = await HeadersAsync(model, model.NewClient());
            with.Keys.ShouldBe(without.Keys);
            with["traceparent"][^2..].ShouldBe(without["traceparent"][^2..]);
            string.Join('\n', with.Values).ShouldNotContain(span.TraceId[3..]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Beneath_an_Activity_of_the_users_the_headers_are_the_same_as_without_us(bool isClientOlder)
    {
        await using var model = await Model.StartAsync();
        using var user = new Activity("user") { TraceStateString = "their=1" };
        user.AddBaggage("tenant", "acme").Start();
        var older = model.NewClient();
        var without = await HeadersAsync(model, older);
        without["traceparent"].ShouldStartWith($"00-{user.TraceId}-");

        await using var door = new Door();
        door.Autolog();
        using (Mlflow.StartSpan("agent", SpanType.Agent))
        {
            var with = await HeadersAsync(model, isClientOlder ? older : model.NewClient());
            with["traceparent"].ShouldStartWith($"00-{user.TraceId}-");
            // The request's own span id is another each time.
            with["traceparent"][^2..].ShouldBe(without["traceparent"][^2..]);
            (with["traceparent"], without["traceparent"]) = ("", "");
            with.ShouldBe(without);
        }
    }

    private static async Task<Dictionary<string, string>> HeadersAsync(Model model, ChatClient client)
    {
        await client.CompleteChatAsync(new UserChatMessage("hello"));
        return model.LastExchange.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
    }
}
