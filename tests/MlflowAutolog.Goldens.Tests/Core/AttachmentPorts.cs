using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Images, audio and documents in a span.</summary>
internal static class AttachmentPorts
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private const string Attributes = "F8: attributes are covered as well";
    private const string Once = "F10: one picture of one type is one attachment; it is listed where it stands first";
    private const string Old = "the UI of this version knows no attachments, so what fits stays in the span, where it is drawn";
    private const string Vendors = "$[0].spans[0].children[0]";

    public static IEnumerable<GoldenPort> All =>
    [
        new("core/attachments", Vendor, new Departures()
            .Require("$[0].spans[0].attributes.thumb", "\"mlflow-attachment://<uuid-1>?content_type=image%2Fpng&trace_id=<trace-1>&size=70\"", Attributes)
            .Require("$[0].attachments[1].content_type", "\"image/png\"", Once)
            .Require("$[0].attachments[2].content_type", "\"image/jpeg\"", Once))
        {
            OnOldest = new Departures()
                .RequireAbsent("$[0].attachments", Old)
                .Require("$[0].request_preview", preview => preview!.ToString().Contains("mlflow-attachment://", StringComparison.Ordinal), "the preview is the same for all versions")
                .Require("$[0].spans[0].inputs.file", "\"data:text/plain;base64,aGVsbG8=\"", Old)
                .Require("$[0].metadata['mlflow.traceInputs']", """{"file":"data:text/plain;base64,aGVsbG8=","note":"n"}""", Old)
                .Require(Vendors + ".inputs[0].source.data", $"\"{Png}\"", Old)
                .Require(Vendors + ".inputs[1].inline_data.data", $"\"{Png}\"", Old)
                .Require(Vendors + ".inputs[2].image.source.bytes", $"\"{Png}\"", Old)
                .Require(Vendors + ".inputs[3].input_audio.data", "\"SUQz\"", Old)
                .Require(Vendors + ".outputs", "\"data:application/pdf;base64,JVBERi0=\"", Old),
        },
        new("core/attachments_off", Off),
    ];

    private static void Vendor()
    {
        using var root = Mlflow.StartSpan("root");
        root.SetInputs(("file", new TraceAttachment("text/plain", "hello"u8.ToArray())), ("note", "n"));
        root.SetAttribute("thumb", "data:image/png;base64," + Png);
        using (var span = Mlflow.StartSpan("vendors"))
        {
            span.SetInputs(new object[]
            {
                new { type = "image", source = new { type = "base64", media_type = "image/jpeg", data = Png } },
                new { inline_data = new { mime_type = "image/png", data = Png } },
                new { image = new { format = "webp", source = new { bytes = Png } } },
                new { type = "input_audio", input_audio = new { data = "SUQz", format = "mp3" } },
            });
            span.SetOutputs("data:application/pdf;base64,JVBERi0=");
        }

        root.SetOutputs(new { text = "see data:image/png;base64," + Png, uri = "data:text/plain,plain" });
    }

    private static void Off()
    {
        using var span = Mlflow.StartSpan("root");
        span.SetInputs(new { picture = "data:image/png;base64,iVBORw0KGgo=" });
    }
}
