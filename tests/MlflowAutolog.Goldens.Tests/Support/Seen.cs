namespace MlflowAutolog.Goldens.Tests.Support;

/// <summary>Who sees a program's model calls. Whoever it is, the same is stored.</summary>
public enum Seen
{
    /// <summary>The HTTP tap, as after one line of <see cref="Mlflow.Autolog(Action{MlflowOptions})"/>.</summary>
    ByTap,

    /// <summary>The policy on the client's options, the tap being off.</summary>
    ByPolicy,

    /// <summary>Both of them.</summary>
    ByBoth,
}
