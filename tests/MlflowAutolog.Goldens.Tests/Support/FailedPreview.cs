using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Goldens;

namespace MlflowAutolog.Goldens.Tests.Support;

/// <summary>The commonest departure: a trace that failed without outputs shows its error in lists, where Python shows nothing.</summary>
internal static class FailedPreview
{
    public static Departures Of(string error)
        => new Departures().Require("$[0].response_preview", JsonValue.Create(error), "F1: lists show readable text; without any, the error");
}
