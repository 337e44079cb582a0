namespace MlflowAutolog.Exchanges;

/// <summary>When the reply had arrived up to which byte, as its reader saw it.</summary>
/// <param name="Offset">Bytes read so far.</param>
/// <param name="Elapsed">Time since the request began.</param>
internal readonly record struct ReadMark(long Offset, TimeSpan Elapsed);
