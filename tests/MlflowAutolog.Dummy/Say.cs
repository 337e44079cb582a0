namespace MlflowAutolog.Dummy;

/// <summary>What the tests wait for.</summary>
internal static class Say
{
    public static void Ready() => Console.Out.WriteLine("ready");
}
