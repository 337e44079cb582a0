using System.Diagnostics;
using OpenTelemetry;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>The rival's counterpart of <see cref="GatedSink"/>.</summary>
internal sealed class GatedExporter : BaseExporter<Activity>
{
    private readonly ManualResetEventSlim _gate = new();

    public void Open() => _gate.Set();

    public void Shut() => _gate.Reset();

    public override ExportResult Export(in Batch<Activity> batch)
    {
        _gate.Wait();
        return ExportResult.Success;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gate.Dispose();
        base.Dispose(disposing);
    }
}
