using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Tests.Rest.Traces;

namespace MlflowAutolog.Tracing.Tests.Rest.Prompts;

public sealed class PromptTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task Prompts_are_loaded_by_version_alias_and_address(string version)
    {
        await using var server = await ServerTracer.OnRealAsync(version);
        var name = await RegisterAsync(server);

        var text = (await server.Tracer.LoadPromptAsync(name, 1, cancellationToken: Token)).ShouldNotBeNull();
        var chat = (await server.Tracer.LoadPromptAsync(name, cancellationToken: Token)).ShouldNotBeNull();

        (text.Name, text.Version, text.Template).ShouldBe((name, 1, "Hi {{ name }}, {{x}}!"));
        text.Tags.ShouldBe(new Dictionary<string, string> { ["team"] = "a" });
        (chat.Version, chat.Template).ShouldBe((2, null));
        chat.Messages.ShouldBe([new("system", "Be {{style}}."), new("user", "{{q}}")]);
        (await server.Tracer.LoadPromptAsync($"prompts:/{name}/1", cancellationToken: Token))!.Version.ShouldBe(1);
        (await server.Tracer.LoadPromptAsync($"prompts:/{name}@production", cancellationToken: Token))!.Version.ShouldBe(1);
        (await server.Tracer.LoadPromptAsync($"prompts:/{name}@latest", cancellationToken: Token))!.Version.ShouldBe(2);
    }

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task What_is_missing_is_null_only_where_it_may_be(string version)
    {
        await using var server = await ServerTracer.OnRealAsync(version);
        var name = await RegisterAsync(server);

        foreach (var missing in new[] { $"prompts:/{name}/99", $"prompts:/{name}@staging", "prompts:/nobody/1", "nobody" })
        {
            (await server.Tracer.LoadPromptAsync(missing, allowMissing: true, cancellationToken: Token)).ShouldBeNull(missing);
            (await Should.ThrowAsync<MlflowException>(() => server.Tracer.LoadPromptAsync(missing, cancellationToken: Token))).Message.ShouldContain("not found", customMessage: missing);
        }
    }

    [Fact]
    public async Task A_version_is_asked_for_once_and_an_alias_again_after_a_minute()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await ServerTracer.OnRealAsync(configure: options => options.TimeProvider = time);
        var name = await RegisterAsync(server);
        server.Requests("");

        for (var i = 0; i < 3; i++) await server.Tracer.LoadPromptAsync(name, 1, cancellationToken: Token);
        server.Requests("/model-versions/").ShouldBe(1);
        for (var i = 0; i < 2; i++) await server.Tracer.LoadPromptAsync(name, cancellationToken: Token);
        server.Requests("/registered-models/").ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(61));
        await server.Tracer.LoadPromptAsync(name, 1, cancellationToken: Token);
        await server.Tracer.LoadPromptAsync(name, cancellationToken: Token);
        server.Requests("/registered-models/").ShouldBe(1);
        for (var i = 0; i < 2; i++) await server.Tracer.LoadPromptAsync(name, 1, cacheFor: TimeSpan.Zero, cancellationToken: Token);
        server.Requests("/model-versions/").ShouldBe(2);
    }

    [Fact]
    public async Task The_current_trace_is_linked_and_found_by_the_prompt()
    {
        await using var server = await ServerTracer.OnRealAsync();
        var name = await RegisterAsync(server);
        string id;
        using (var span = server.Tracer.StartSpan("answer", SpanType.Agent))
        {
            id = span.TraceId;
            await server.Tracer.LoadPromptAsync(name, 1, cancellationToken: Token);
            await server.Tracer.LoadPromptAsync(name, 2, cancellationToken: Token);
            await server.Tracer.LoadPromptAsync(name, 1, cancellationToken: Token);
        }

        server.Tracer.StartSpan("other", SpanType.Agent).Dispose();
        await server.FlushAsync();

        var trace = (await server.Tracer.SearchTracesAsync(MlflowTraceFilter.Prompt(name, 1), cancellationToken: Token).AllAsync()).ShouldHaveSingleItem();
        trace.Info.TraceId.ShouldBe(id);
        JsonNode.Parse(trace.Root!.Attributes["mlflow.linkedPrompts"].GetRawText())!.AsArray().Select(item => $"{item!["name"]}/{item["version"]}").ShouldBe([$"{name}/1", $"{name}/2"]);
        (await server.Tracer.SearchTracesAsync(MlflowTraceFilter.Prompt(name, 2), cancellationToken: Token).AllAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task On_an_older_server_the_span_alone_names_the_prompt()
    {
        await using var server = await ServerTracer.OnRealAsync(MlflowServers.Oldest);
        var name = await RegisterAsync(server);
        PromptVersion prompt;
        using (server.Tracer.StartSpan("answer", SpanType.Agent)) prompt = (await server.Tracer.LoadPromptAsync(name, 1, cancellationToken: Token))!;
        await server.FlushAsync();

        var trace = (await server.Tracer.SearchTracesAsync(cancellationToken: Token).AllAsync()).ShouldHaveSingleItem();
        trace.Root!.Attributes["mlflow.linkedPrompts"].ToString().ShouldContain(name);
        var error = await Should.ThrowAsync<MlflowException>(() => server.Tracer.LinkPromptsToTraceAsync(trace.Info.TraceId, [prompt], Token));
        error.Message.ShouldContain("needs MLflow 3.17");
        error.Message.ShouldContain("MLflow 3.6");
    }

    [Fact]
    public async Task A_stored_trace_is_linked_afterwards()
    {
        await using var server = await ServerTracer.OnRealAsync();
        var prompt = (await server.Tracer.LoadPromptAsync(await RegisterAsync(server), 1, cancellationToken: Token))!;
        using (server.Tracer.StartSpan("answer", SpanType.Agent)) { }

        await server.FlushAsync();
        await server.Tracer.LinkPromptsToTraceAsync(server.Tracer.LastTraceId!, [prompt], Token);

        (await server.Tracer.SearchTracesAsync(MlflowTraceFilter.Prompt(prompt.Name, 1), cancellationToken: Token).AllAsync()).Count.ShouldBe(1);
        (await Should.ThrowAsync<MlflowException>(() => server.Tracer.LinkPromptsToTraceAsync("tr-00000000000000000000000000000001", [prompt], Token))).StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task The_active_model_is_linked_to_the_prompt()
    {
        await using var server = await ServerTracer.OnRealAsync();
        var name = await RegisterAsync(server);
        var model = await server.Tracer.SetActiveModelByNameAsync("agent v1", Token);

        await server.Tracer.LoadPromptAsync(name, 1, cancellationToken: Token);
        await server.Tracer.LoadPromptAsync(name, 2, cancellationToken: Token);

        await Eventually.TrueAsync(async () =>
        {
            var tags = (await server.GetAsync("api/2.0/mlflow/logged-models/" + model))["model"]!["info"]!["tags"]?.AsArray();
            return tags is not null && tags.Any(tag => tag!["key"]!.ToString() == "mlflow.linkedPrompts" && JsonNode.Parse(tag["value"]!.ToString())!.AsArray().Count == 2);
        });
    }

    private static async Task<string> RegisterAsync(ServerTracer server)
    {
        var name = $"greet-{Guid.NewGuid():n}";
        await server.PostAsync("api/2.0/mlflow/registered-models/create", new JsonObject { ["name"] = name, ["tags"] = Tags(("mlflow.prompt.is_prompt", "true")) });
        await AddAsync("text", "Hi {{ name }}, {{x}}!");
        await AddAsync("chat", """[{"role":"system","content":"Be {{style}}."},{"role":"user","content":"{{q}}"}]""");
        await server.PostAsync("api/2.0/mlflow/registered-models/alias", new JsonObject { ["name"] = name, ["alias"] = "production", ["version"] = "1" });
        return name;

        Task AddAsync(string type, string text) => server.PostAsync("api/2.0/mlflow/model-versions/create", new JsonObject
        {
            ["name"] = name,
            ["source"] = "dummy-source",
            ["tags"] = Tags(("mlflow.prompt.is_prompt", "true"), ("mlflow.prompt.text", text), ("_mlflow_prompt_type", type), ("team", "a")),
        });
    }

    private static JsonArray Tags(params (string Key, string Value)[] tags) => [.. tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })];
}
