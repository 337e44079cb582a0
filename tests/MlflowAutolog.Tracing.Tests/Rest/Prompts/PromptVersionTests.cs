using MlflowAutolog.Tracing.Rest.Prompts;

namespace MlflowAutolog.Tracing.Tests.Rest.Prompts;

public sealed class PromptVersionTests
{
    [Fact]
    public void Variables_are_filled_in_one_pass()
    {
        var prompt = new PromptVersion { Name = "greet", Version = 1, Template = "{{ name }}: {{a.b}} {{x}} {y} {{ not one }} {{name}}" };

        prompt.Format(("name", "{{x}}"), ("a.b", 1.5), ("x", null), ("other", 1)).ShouldBe("{{x}}: 1.5  {y} {{ not one }} {{x}}");
    }

    [Fact]
    public void A_variable_without_a_value_is_named()
    {
        var prompt = new PromptVersion { Name = "greet", Version = 1, Template = "{{b}} {{a}} {{c}}" };

        Should.Throw<MlflowException>(() => prompt.Format(("c", 1))).Message.ShouldContain("without a value: a, b.");
    }

    [Fact]
    public void Messages_are_filled_and_each_kind_has_its_call()
    {
        var chat = new PromptVersion { Name = "chat", Version = 2, Messages = [new("system", "Be {{style}}."), new("user", "{{q}}")] };
        var text = new PromptVersion { Name = "text", Version = 1, Template = "hi" };

        chat.FormatMessages(("style", "kind"), ("q", "Why?")).ShouldBe([new("system", "Be kind."), new("user", "Why?")]);
        Should.Throw<MlflowException>(() => chat.Format()).Message.ShouldContain("FormatMessages");
        Should.Throw<MlflowException>(() => text.FormatMessages()).Message.ShouldContain("Format");
    }

    [Theory]
    [InlineData("prompts:/")]
    [InlineData("prompts:/a/b")]
    [InlineData("prompts:/a/0")]
    [InlineData("prompts:/a/1/2")]
    [InlineData("prompts:/a@")]
    public void An_address_of_another_form_is_refused(string uri) => Should.Throw<MlflowException>(() => PromptReference.Parse(uri, null)).Message.ShouldContain("prompts:/<name>/<version>");

    [Fact]
    public void A_version_is_said_once_and_from_one()
    {
        Should.Throw<MlflowException>(() => PromptReference.Parse("prompts:/a/1", 1)).Message.ShouldContain("leave the argument version out");
        Should.Throw<MlflowException>(() => PromptReference.Parse("a", 0)).Message.ShouldContain("1 or more");
    }

    [Fact]
    public void The_cache_lets_go_of_what_was_asked_for_longest_ago()
    {
        var cache = new PromptCache(2, TimeProvider.System);
        var (a, b, c) = (Keep("a"), Keep("b"), new PromptReference("c", 1, null));
        cache.Find(a).ShouldNotBeNull();

        Keep("c");

        cache.Find(a).ShouldNotBeNull();
        cache.Find(b).ShouldBeNull();
        cache.Find(c).ShouldNotBeNull();

        PromptReference Keep(string name)
        {
            var reference = new PromptReference(name, 1, null);
            cache.Keep(reference, new PromptVersion { Name = name, Version = 1 }, lifetime: null);
            return reference;
        }
    }

    [Fact]
    public void Lifetimes_come_from_MLflows_variables()
    {
        var environment = new Dictionary<string, string> { ["MLFLOW_PROMPT_CACHE_MAX_SIZE"] = "5", ["MLFLOW_ALIAS_PROMPT_CACHE_TTL_SECONDS"] = "1.5", ["MLFLOW_VERSION_PROMPT_CACHE_TTL_SECONDS"] = "0" };

        PromptCacheSettings.Read(environment.GetValueOrDefault).ShouldBe(new PromptCacheSettings(5, TimeSpan.FromSeconds(1.5), TimeSpan.Zero));
        PromptCacheSettings.Read(_ => null).ShouldBe(new PromptCacheSettings(128, TimeSpan.FromSeconds(60), null));
        environment["MLFLOW_PROMPT_CACHE_MAX_SIZE"] = "many";
        Should.Throw<MlflowException>(() => PromptCacheSettings.Read(environment.GetValueOrDefault)).Message.ShouldContain("MLFLOW_PROMPT_CACHE_MAX_SIZE is 'many'");
    }
}
