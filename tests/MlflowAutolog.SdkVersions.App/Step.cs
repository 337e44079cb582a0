namespace MlflowAutolog.SdkVersions.App;

/// <summary>One conversation, and in one line what came of it.</summary>
internal static class Step
{
    public static async Task RunAsync(string name, Func<Task<string>> work)
    {
        try
        {
            Console.WriteLine($"{name}: {await work()}");
        }
        catch (Exception e)
        {
            Console.WriteLine($"{name}: ! {e.GetType()}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}
