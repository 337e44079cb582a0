using MlflowAutolog.Tracing.Delivery.Store;

namespace MlflowAutolog.Tracing.Tests.Delivery.Store;

public sealed class SpoolPathTests
{
    private static readonly string Root = OperatingSystem.IsWindows() ? @"C:\" : "/";

    [Theory]
    [InlineData("state", "local", "home", "state/mlflow-autolog/spool")]
    [InlineData(null, "local", "home", "local/mlflow-autolog/spool")]
    [InlineData(null, null, "home", "home/.local/state/mlflow-autolog/spool")]
    public void It_is_a_folder_of_the_user(string? state, string? local, string? home, string expected)
        => Parent(new() { ["XDG_STATE_HOME"] = Full(state), ["LOCALAPPDATA"] = Full(local), ["HOME"] = Full(home) }).ShouldBe(Full(expected));

    [Fact]
    public void Without_a_home_it_is_beneath_the_store()
        => Parent(new() { ["XDG_STATE_HOME"] = "relative/is/ignored" }).ShouldBe(Path.Combine("traces", "spool"));

    [Fact]
    public void Each_server_and_experiment_has_its_own()
    {
        string[] keys =
        [
            Of("http://a:5000", null, null), Of("http://b:5000", null, null), Of("http://a:5000", "bot", null), Of("http://a:5000", null, "bot"), Of("http://a:5000", "1", null),
        ];
        keys.Distinct().Count().ShouldBe(5);
        Of("http://a:5000/", null, null).ShouldBe(keys[0]);

        static string Of(string uri, string? experiment, string? id)
            => SpoolPath.Of(new MlflowOptions { TrackingUri = uri, Experiment = experiment, ExperimentId = id, StorePath = "traces", Environment = _ => null });
    }

    private static string? Parent(Dictionary<string, string?> environment)
        => Path.GetDirectoryName(SpoolPath.Of(new MlflowOptions { TrackingUri = "http://a:5000", StorePath = "traces", Environment = environment.GetValueOrDefault }));

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(Path.Combine(Root, path));
}
