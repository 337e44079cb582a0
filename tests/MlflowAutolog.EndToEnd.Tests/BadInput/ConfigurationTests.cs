using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.EndToEnd.Tests.BadInput;

/// <summary>Settings that nobody can mean: told at the start, with the setting, the value and what would be right; a second try works.</summary>
public sealed class ConfigurationTests : IAsyncDisposable
{
    private readonly Door _door = new();

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Theory]
    [InlineData("mlflow:5000")]
    [InlineData("ftp://x")]
    [InlineData("localhost")]
    [InlineData("http://")]
    public async Task A_tracking_URI_that_is_none_is_told_at_the_start(string uri)
        => await TellsAsync(
            options => options.TrackingUri = uri,
            $"TrackingUri is '{uri}', but has to be an address that starts with http:// or https://, for example http://localhost:5000.");

    [Fact]
    public async Task A_password_in_a_wrong_address_is_not_told()
    {
        var told = Should.Throw<MlflowException>(() => _door.Autolog(options => options.TrackingUri = "ftp://anna:secret@mlflow")).Message;
        told.ShouldNotContain("secret");
        await WorksAsync();
    }

    [Fact]
    public async Task A_name_where_an_id_is_due_is_told_at_the_start()
        => await TellsAsync(options => options.ExperimentId = "support-bot", "ExperimentId is 'support-bot', but has to be a number as text; for a name set Experiment.");

    [Fact]
    public async Task A_name_and_an_id_at_once_are_told_at_the_start()
        => await TellsAsync(
            options => (options.Experiment, options.ExperimentId) = ("support-bot", "1"),
            "Experiment is 'support-bot' and ExperimentId is '1', but only one of them can be set.");

    [Theory]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public async Task A_ratio_that_is_none_is_told_at_the_start(double ratio)
        => await TellsAsync(options => options.SamplingRatio = ratio, "has to be a number from 0 to 1.");

    [Theory]
    [InlineData("MLFLOW_TRACE_SAMPLING_RATIO", "abc", "MLFLOW_TRACE_SAMPLING_RATIO is 'abc', but has to be a number from 0 to 1.")]
    [InlineData("MLFLOW_TRACKING_URI", "mlflow:5000", "MLFLOW_TRACKING_URI is 'mlflow:5000', but has to be an address that starts with http:// or https://")]
    [InlineData("MLFLOW_EXPERIMENT_ID", "support-bot", "MLFLOW_EXPERIMENT_ID is 'support-bot', but has to be a number as text; for a name set MLFLOW_EXPERIMENT_NAME.")]
    public async Task A_variable_that_is_wrong_ends_the_program_at_its_first_line_with_one_message(string name, string value, string message)
    {
        await using var app = ChildProcess.Start(Programs.App, ["return"], _door.Sandbox.Environment((name, value)), _door.Sandbox.Path);
        (await app.WaitForExitAsync(Programs.Limit)).ShouldBe(134);
        app.Error.ShouldContain($"MlflowAutolog.MlflowException: {message}");
    }

    private async Task TellsAsync(Action<MlflowOptions> configure, string message)
    {
        Should.Throw<MlflowException>(() => _door.Autolog(configure)).Message.ShouldContain(message);
        await WorksAsync();
    }

    /// <summary>The failed start left nothing behind.</summary>
    private async Task WorksAsync()
    {
        _door.Autolog();
        Mlflow.Trace("works", SpanType.Chain, static _ => { });
        (await Door.LastAsync()).Root!.Name.ShouldBe("works");
    }
}
