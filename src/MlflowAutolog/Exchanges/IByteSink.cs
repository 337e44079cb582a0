namespace MlflowAutolog.Exchanges;

/// <summary>Takes a copy of bytes that pass by.</summary>
internal interface IByteSink
{
    void Append(ReadOnlySpan<byte> bytes);
}
