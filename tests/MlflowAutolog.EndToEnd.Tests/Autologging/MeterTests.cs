using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MlflowAutolog.EndToEnd.Tests.Support;

namespace MlflowAutolog.EndToEnd.Tests.Autologging;

/// <summary>What a collector of metrics sees of the door, with nothing said but the meter's name.</summary>
public sealed class MeterTests
{
    [Fact]
    public async Task The_door_has_a_meter_that_follows_its_configuration()
    {
        await using var door = new Door();
        door.Autolog(options => options.DiscoverIntegrations = false);
        Mlflow.Trace("first", SpanType.Chain, static _ => { });
        door.Autolog(options => options.DiscoverIntegrations = false);
        Mlflow.Trace("second", SpanType.Chain, static _ => { });
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();

        var delivered = Read("mlflow_autolog.trace.delivered");

        delivered.ShouldNotBeEmpty();
        delivered.Values.ShouldContain(1);
        await Mlflow.ResetAsync();
        Read("mlflow_autolog.trace.delivered").ShouldBeEmpty();
    }

    private static ConcurrentDictionary<string, long> Read(string name)
    {
        var read = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "MlflowAutolog" && instrument.Name == name) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string)tag.Value!);
            if (all["tracer"] == "door") read[all["tracer.number"]] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return read;
    }
}
