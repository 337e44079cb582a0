namespace MlflowAutolog.Fuzzing.Corpus;

/// <summary>A form of fields and files.</summary>
internal static class WrittenForm
{
    public const string Type = "multipart/form-data; boundary=\"b\"";

    public static Body Of(IEnumerable<string> names) => new(string.Concat(names.Select(Part)) + "--b--\r\n");

    private static string Part(string name) => name.TrimEnd('[', ']') is "file" or "image" or "mask"
        ? $"--b\r\nContent-Disposition: form-data; name={name}; filename=\"a.wav\"; filename*=utf-8''%C3%BC.wav\r\nContent-Type: audio/wav\r\n\r\nRIFF\r\n"
        : $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{(name == "temperature" ? "0.5" : "some text")}\r\n";
}
