namespace MlflowAutolog;

/// <summary>What should have come out: ground truth.</summary>
public sealed record Expectation : Assessment
{
    /// <summary>Any value that is not <see langword="null"/>. Read back it is a <see cref="bool"/>, <see cref="double"/>, <see cref="string"/> or <see cref="System.Text.Json.JsonElement"/>.</summary>
    public object? Value { get; init; }
}
