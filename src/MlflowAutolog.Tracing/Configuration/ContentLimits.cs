namespace MlflowAutolog.Tracing.Configuration;

/// <summary>How much content one value may have.</summary>
internal static class ContentLimits
{
    private const long Least = 1024;
    private const long Default = 1024 * 1024;

    /// <summary>0 switches the limit off; a few bytes would leave nothing but notes of what is gone.</summary>
    public static long MaxValueBytes(MlflowOptions code)
    {
        var setting = new Setting(nameof(code.MaxValueBytes), EnvironmentNames.MaxValueBytes, code.Environment);
        var bytes = setting.Integer(code.MaxValueBytes, Default, 0, int.MaxValue);
        return bytes is 0 or >= Least ? bytes : throw setting.Wrong($"{bytes}", $"0 (no limit) or at least {Least}");
    }
}
