using MlflowAutolog.Tracing.Configuration;

namespace MlflowAutolog.Tracing.Tests.Configuration;

public sealed class PropagationSettingTests
{
    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void By_default_nobody_is_told_and_nobody_is_trusted()
    {
        var options = Resolve();
        (options.PropagateTo.Count, options.ContinueIncomingTraces, options.PropagationKey).ShouldBe((0, false, null));
    }

    [Fact]
    public void The_environment_fills_what_code_leaves_open()
    {
        _environment["MLFLOW_AUTOLOG_PROPAGATE_TO"] = "orders.internal, localhost:5001,";
        _environment["MLFLOW_AUTOLOG_CONTINUE_INCOMING_TRACES"] = "1";
        _environment["MLFLOW_AUTOLOG_PROPAGATION_KEY"] = "sixteen letters!";
        var options = Resolve();
        options.PropagateTo.ShouldBe(["orders.internal", "localhost:5001"]);
        (options.ContinueIncomingTraces, options.PropagationKey).ShouldBe((true, "sixteen letters!"));
    }

    [Fact]
    public void Code_beats_the_environment()
    {
        _environment["MLFLOW_AUTOLOG_PROPAGATE_TO"] = "orders.internal";
        _environment["MLFLOW_AUTOLOG_CONTINUE_INCOMING_TRACES"] = "true";
        _environment["MLFLOW_AUTOLOG_PROPAGATION_KEY"] = "sixteen letters!";
        var options = Resolve(code =>
        {
            code.PropagateTo.Add("*.internal");
            code.ContinueIncomingTraces = false;
            code.PropagationKey = "sixteen letters, others";
        });
        options.PropagateTo.ShouldBe(["*.internal"]);
        (options.ContinueIncomingTraces, options.PropagationKey).ShouldBe((false, "sixteen letters, others"));
    }

    [Theory]
    [InlineData("http://orders.internal")]
    [InlineData("orders.*")]
    public void A_host_that_is_none_is_named(string host)
    {
        Should.Throw<MlflowException>(() => Resolve(code => code.PropagateTo.Add(host))).Message.ShouldStartWith($"PropagateTo is '{host}', but has to be hosts such as");
        _environment["MLFLOW_AUTOLOG_PROPAGATE_TO"] = "good," + host;
        Should.Throw<MlflowException>(() => Resolve()).Message.ShouldStartWith($"MLFLOW_AUTOLOG_PROPAGATE_TO is '{host}'");
    }

    [Fact]
    public void A_host_that_is_null_is_said() => Should.Throw<MlflowException>(() => Resolve(code => code.PropagateTo.Add(null!))).Message.ShouldStartWith("PropagateTo is 'null'");

    [Fact]
    public void A_key_that_is_too_short_is_not_quoted()
    {
        var message = Should.Throw<MlflowException>(() => Resolve(code => code.PropagationKey = "hunter2")).Message;
        message.ShouldBe("PropagationKey (MLFLOW_AUTOLOG_PROPAGATION_KEY) has 7 characters, but has to have 16 or more.");
    }

    [Fact]
    public void A_second_object_of_the_options_has_hosts_of_its_own()
    {
        var options = new MlflowOptions();
        options.PropagateTo.Add("one");
        options.Copy().PropagateTo.Add("two");
        options.PropagateTo.ShouldBe(["one"]);
    }

    private MlflowOptions Resolve(Action<MlflowOptions>? configure = null)
    {
        var code = new MlflowOptions { Environment = _environment.GetValueOrDefault };
        configure?.Invoke(code);
        return OptionsResolver.Resolve(code);
    }
}
