using MlflowAutolog.Tracing.Configuration;

namespace MlflowAutolog.Tracing.Tests.Configuration;

public sealed class OptionsResolverTests
{
    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void Nothing_set_gives_the_defaults()
    {
        var options = Resolve();

        options.ShouldSatisfyAllConditions(
            o => o.TrackingUri.ShouldBeNull(),
            o => o.Experiment.ShouldBeNull(),
            o => o.ExperimentId.ShouldBe("0"),
            o => o.SamplingRatio.ShouldBe(1),
            o => o.CaptureContent.ShouldBe(true),
            o => o.AsyncLogging.ShouldBe(true),
            o => o.TraceInfo.ShouldBe(TraceInfoMode.Auto),
            o => o.StorePath.ShouldBe("mlflow-traces"),
            o => o.MaxQueueBytes.ShouldBe(64 * 1024 * 1024),
            o => o.MaxQueueTraces.ShouldBe(20_000),
            o => o.RequestTimeout.ShouldBe(TimeSpan.FromSeconds(120)),
            o => o.MaxRetries.ShouldBe(7),
            o => o.ShutdownTimeout.ShouldBe(TimeSpan.FromSeconds(5)),
            o => o.MaxBodyBytes.ShouldBe(4 * 1024 * 1024),
            o => o.Sampler.ShouldBeNull(),
            o => o.KeepOnError.ShouldBe(KeepOnError.Off),
            o => o.MaxHeldBytes.ShouldBe(16 * 1024 * 1024),
            o => o.EarlySendAfter.ShouldBe(TimeSpan.FromSeconds(5)),
            o => o.TraceTimeout.ShouldBeNull(),
            o => o.BatchInterval.ShouldBe(TimeSpan.FromMilliseconds(200)),
            o => o.TracingDisabled.ShouldBeFalse());
    }

    [Fact]
    public void The_environment_fills_what_code_leaves_open()
    {
        _environment["MLFLOW_TRACKING_URI"] = "http://mlflow:5000/prefix/";
        _environment["MLFLOW_EXPERIMENT_NAME"] = "shop";
        _environment["MLFLOW_TRACKING_USERNAME"] = "anna";
        _environment["MLFLOW_TRACKING_PASSWORD"] = "secret";
        _environment["MLFLOW_TRACE_SAMPLING_RATIO"] = "0.25";
        _environment["MLFLOW_ENABLE_ASYNC_TRACE_LOGGING"] = "False";
        _environment["MLFLOW_HTTP_REQUEST_TIMEOUT"] = "7.5";
        _environment["MLFLOW_AUTOLOG_TRACE_INFO"] = "always";
        _environment["MLFLOW_AUTOLOG_MAX_QUEUE_TRACES"] = "5";
        _environment["MLFLOW_AUTOLOG_KEEP_ON_ERROR"] = "Any";
        _environment["MLFLOW_AUTOLOG_MAX_HELD_BYTES"] = "70000";
        _environment["MLFLOW_AUTOLOG_EARLY_SEND_AFTER"] = "0";
        _environment["MLFLOW_TRACE_TIMEOUT_SECONDS"] = "3600";
        _environment["MLFLOW_ASYNC_TRACE_LOGGING_MAX_INTERVAL_MILLIS"] = "1500";

        var options = Resolve();

        options.ShouldSatisfyAllConditions(
            o => o.TrackingUri.ShouldBe("http://mlflow:5000/prefix"),
            o => o.Experiment.ShouldBe("shop"),
            o => o.ExperimentId.ShouldBeNull(),
            o => (o.Username, o.Password).ShouldBe(("anna", "secret")),
            o => o.SamplingRatio.ShouldBe(0.25),
            o => o.AsyncLogging.ShouldBe(false),
            o => o.RequestTimeout.ShouldBe(TimeSpan.FromSeconds(7.5)),
            o => o.TraceInfo.ShouldBe(TraceInfoMode.Always),
            o => o.KeepOnError.ShouldBe(KeepOnError.AnySpan),
            o => o.MaxHeldBytes.ShouldBe(70_000),
            o => o.EarlySendAfter.ShouldBe(TimeSpan.Zero),
            o => o.TraceTimeout.ShouldBe(TimeSpan.FromHours(1)),
            o => o.BatchInterval.ShouldBe(TimeSpan.FromSeconds(1.5)),
            o => o.MaxQueueTraces.ShouldBe(5));
    }

    [Fact]
    public void Code_beats_the_environment()
    {
        _environment["MLFLOW_TRACKING_URI"] = "http://other:1";
        _environment["MLFLOW_EXPERIMENT_NAME"] = "other";
        _environment["MLFLOW_TRACE_SAMPLING_RATIO"] = "abc";

        var options = Resolve(o => (o.TrackingUri, o.ExperimentId, o.SamplingRatio) = ("https://mine", "7", 0.5));

        (options.TrackingUri, options.Experiment, options.ExperimentId, options.SamplingRatio).ShouldBe(("https://mine", null, "7", 0.5));
    }

    [Theory]
    [InlineData("MLFLOW_TRACKING_URI", "mlflow:5000")]
    [InlineData("MLFLOW_TRACKING_URI", "sqlite:///mlflow.db")]
    [InlineData("MLFLOW_TRACKING_URI", "databricks")]
    [InlineData("MLFLOW_TRACE_SAMPLING_RATIO", "abc")]
    [InlineData("MLFLOW_TRACE_SAMPLING_RATIO", "1.5")]
    [InlineData("MLFLOW_TRACE_SAMPLING_RATIO", "NaN")]
    [InlineData("MLFLOW_ENABLE_ASYNC_TRACE_LOGGING", "perhaps")]
    [InlineData("MLFLOW_AUTOLOG_TRACE_INFO", "never")]
    [InlineData("MLFLOW_HTTP_REQUEST_TIMEOUT", "0")]
    [InlineData("MLFLOW_AUTOLOG_KEEP_ON_ERROR", "sometimes")]
    [InlineData("MLFLOW_AUTOLOG_MAX_HELD_BYTES", "1")]
    [InlineData("MLFLOW_AUTOLOG_EARLY_SEND_AFTER", "-1")]
    [InlineData("MLFLOW_TRACE_TIMEOUT_SECONDS", "0")]
    [InlineData("MLFLOW_ASYNC_TRACE_LOGGING_MAX_INTERVAL_MILLIS", "60001")]
    [InlineData("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "11")]
    [InlineData("MLFLOW_AUTOLOG_SHUTDOWN_TIMEOUT", "301")]
    [InlineData("MLFLOW_AUTOLOG_MAX_QUEUE_BYTES", "1000")]
    [InlineData("MLFLOW_AUTOLOG_MAX_BODY_BYTES", "10")]
    [InlineData("MLFLOW_EXPERIMENT_ID", "shop")]
    public void A_wrong_variable_is_named_with_its_value(string variable, string value)
    {
        _environment[variable] = value;

        var error = Should.Throw<MlflowException>(() => Resolve());

        error.Message.ShouldContain(variable);
        error.Message.ShouldContain($"'{value}'");
    }

    [Fact]
    public void A_wrong_setting_in_code_is_named_with_its_value()
    {
        Should.Throw<MlflowException>(() => Resolve(o => o.SamplingRatio = -0.5)).Message.ShouldBe("SamplingRatio is '-0.5', but has to be a number from 0 to 1.");
        Should.Throw<MlflowException>(() => Resolve(o => o.TrackingUri = "/relative")).Message.ShouldContain("TrackingUri is '/relative'");
        Should.Throw<MlflowException>(() => Resolve(o => o.MaxQueueTraces = 0)).Message.ShouldContain("MaxQueueTraces is '0'");
        Should.Throw<MlflowException>(() => Resolve(o => o.ShutdownTimeout = TimeSpan.FromMinutes(6))).Message.ShouldContain("ShutdownTimeout is '360'");
    }

    [Fact]
    public void A_name_given_as_id_is_explained()
        => Should.Throw<MlflowException>(() => Resolve(o => o.ExperimentId = "support-bot")).Message
            .ShouldBe("ExperimentId is 'support-bot', but has to be a number as text; for a name set Experiment.");

    [Fact]
    public void Name_and_id_together_are_an_error_in_code()
        => Should.Throw<MlflowException>(() => Resolve(o => (o.Experiment, o.ExperimentId) = ("a", "1"))).Message.ShouldContain("only one of them");

    [Fact]
    public void Credentials_in_the_address_are_used_and_taken_out_of_it()
    {
        var options = Resolve(o => o.TrackingUri = "http://anna:p%40ss@mlflow:5000");

        (options.TrackingUri, options.Username, options.Password).ShouldBe(("http://mlflow:5000", "anna", "p@ss"));
    }

    [Fact]
    public void A_wrong_address_shows_no_password()
        => Should.Throw<MlflowException>(() => Resolve(o => o.TrackingUri = "ftp://anna:secret@mlflow")).Message.ShouldNotContain("secret");

    [Fact]
    public void The_credentials_file_serves_when_nothing_else_does()
    {
        var home = Directory.CreateTempSubdirectory("mlflow-home-");
        Directory.CreateDirectory(Path.Combine(home.FullName, ".mlflow"));
        File.WriteAllText(Path.Combine(home.FullName, ".mlflow", "credentials"), "[other]\nmlflow_tracking_username = no\n[mlflow]\nmlflow_tracking_username = anna\nmlflow_tracking_password = se=cret\n");
        _environment["HOME"] = home.FullName;

        var fromFile = Resolve();
        _environment["MLFLOW_TRACKING_TOKEN"] = "token";
        var fromEnvironment = Resolve();
        home.Delete(recursive: true);

        (fromFile.Username, fromFile.Password).ShouldBe(("anna", "se=cret"));
        (fromEnvironment.Username, fromEnvironment.Token).ShouldBe((null, "token"));
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("NO_CONTENT", false)]
    [InlineData("true", true)]
    [InlineData("span_and_event", true)]
    public void The_users_choice_for_OpenTelemetry_holds_for_content(string value, bool captures)
    {
        _environment["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = value;

        Resolve().CaptureContent.ShouldBe(captures);
        Resolve(o => o.CaptureContent = true).CaptureContent.ShouldBe(true);
    }

    [Fact]
    public void OTEL_SDK_DISABLED_switches_tracing_off()
    {
        _environment["OTEL_SDK_DISABLED"] = "true";

        Resolve().TracingDisabled.ShouldBeTrue();
    }

    [Fact]
    public void What_is_given_is_copied_and_not_changed()
    {
        var given = new MlflowOptions { Environment = _ => null }.Disable("OpenAI");

        var options = OptionsResolver.Resolve(given);

        options.Disabled.ShouldContain("openai");
        given.MaxRetries.ShouldBeNull();
        options.ShouldNotBeSameAs(given);
    }

    private MlflowOptions Resolve(Action<MlflowOptions>? configure = null)
    {
        var options = new MlflowOptions { Environment = name => _environment.GetValueOrDefault(name) };
        configure?.Invoke(options);
        return OptionsResolver.Resolve(options);
    }
}
