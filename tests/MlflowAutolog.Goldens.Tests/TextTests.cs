using System.Text;
using System.Text.Json;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Goldens.Tests;

/// <summary>A text stays a text, as with Python, whatever it says: tools like to answer with JSON.</summary>
public sealed class TextTests
{
    public static TheoryData<string, string> Texts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var version in (string[])[MlflowServers.Latest, MlflowServers.Oldest])
            {
                foreach (var text in (string[])["""{"a":1}""", """[1, "zwei"]""", "\"quoted\"", " \n {}", "{no JSON", "[", "\"", "\\", "plain", "12", "null", "Grüße \"👋\" {}", "{\"lone\":\"\ud83d\"}"])
                    data.Add(version, text);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_that_is_JSON_stays_a_text(string version, string text)
    {
        var stored = await GoldenRun.RunAsync(
            () => Mlflow.StartSpan("root", inputs: text, attributes: [new("own", text)]).SetOutputs(text).End(), await MlflowServers.StartAsync(version));
        var span = stored.ShouldHaveSingleItem()!["spans"]![0]!;
        var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        foreach (var value in new[] { span["inputs"], span["outputs"], span["attributes"]!["own"] })
        {
            value!.GetValueKind().ShouldBe(JsonValueKind.String);
            value.ToString().ShouldBe(valid);
        }
    }
}
