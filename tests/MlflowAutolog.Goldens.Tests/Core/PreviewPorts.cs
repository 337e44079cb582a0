using MlflowAutolog.Goldens.Tests.Support;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Shapes of inputs and outputs that MLflow finds a text in, or does not.</summary>
internal static class PreviewPorts
{
    public static IEnumerable<GoldenPort> All => [new("core/preview_rules", Rules), new("core/preview_long", Long)];

    private static void Rules()
    {
        Keep("messages", Messages(Said("system", "S"), Said("user", "First"), Said("assistant", "A"), Said("user", "Last")), Choices(Said("assistant", "Answer")));
        Keep("messages without user", Messages(Said("system", "Only system")), Messages(Said("user", "q"), Said("assistant", "From messages")));
        Keep("content parts",
            Messages(Said("user", new object[] { new { type = "image_url", image_url = new { url = "u" } }, new { type = "text", text = "Look" } })),
            new { output = new object[] { new { type = "reasoning" }, new { type = "message", role = "assistant", content = new[] { new { type = "output_text", text = "Seen" } } } } });
        Keep("responses input",
            new { input = new[] { Said("user", new[] { new { type = "input_text", text = "Hi" } }) } },
            new { output = new[] { new { type = "function_call", name = "f" } } });
        Keep("input text", new { input = "plain question" }, new { output = "plain answer" });
        Keep("several keys", new { question = "why", k = 3 }, new { answer = "because", score = 0.5 });
        Keep("request key", new { request = new { input = new[] { Said("user", "Inside") } } }, new[] { "a", "b" });
        Keep("text", "just text", "just an answer");
        Keep("number", 7, 8.5);
        Keep("nothing", null, null);
        Keep("empty messages", Messages(), new { choices = Array.Empty<object>() });
        Keep("empty content", Messages(Said("user", "")), Choices(Said("assistant", null)));
        Keep("unicode", new { q = "Grüße 👋" }, "Grüße 👋");
    }

    private static void Long()
    {
        Keep("plain", new string('q', 1500), new { answer = new string('a', 3000) });
        Keep("message", Messages(Said("user", new string('ä', 1001))), Choices(Said("assistant", new string('b', 1000))));
    }

    private static object Messages(params object[] messages) => new { messages };

    private static object Choices(object message) => new { choices = new[] { new { message } } };

    private static object Said(string role, object? content) => new { role, content };

    private static void Keep(string name, object? inputs, object? outputs)
    {
        using var span = Mlflow.StartSpan(name);
        span.SetInputs(inputs);
        span.SetOutputs(outputs);
    }
}
