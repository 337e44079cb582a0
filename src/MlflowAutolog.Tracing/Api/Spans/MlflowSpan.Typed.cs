using System.Text.Json.Serialization.Metadata;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog;

/// <content>Values by the application's own serialisation.</content>
public sealed partial class MlflowSpan
{
    /// <summary>Sets the inputs as System.Text.Json writes them with <paramref name="typeInfo"/>: exact in a trimmed or AOT-compiled application, where the properties of other values may be gone.</summary>
    /// <param name="value">The inputs.</param>
    /// <param name="typeInfo">Of a source-generated <c>JsonSerializerContext</c>. Where it fails, the value is written as by <see cref="SetInputs(object?)"/>, and <see cref="SelfLog"/> says so.</param>
    /// <returns>This span.</returns>
    public MlflowSpan SetInputs<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        if (ContentFor("inputs") is { CapturesContent: true } content) content.Inputs = TypedValue.Write(value, typeInfo);
        return this;
    }

    /// <summary>Sets the outputs; as <see cref="SetInputs{T}(T, JsonTypeInfo{T})"/>.</summary>
    /// <param name="value">The outputs.</param>
    /// <param name="typeInfo">Of a source-generated <c>JsonSerializerContext</c>.</param>
    /// <returns>This span.</returns>
    public MlflowSpan SetOutputs<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        if (ContentFor("outputs") is { CapturesContent: true } content) content.Outputs = TypedValue.Write(value, typeInfo);
        return this;
    }
}
