using System.Text;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Wire.Forms;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire.Forms;

/// <summary>Forms as clients write them, and as networks break them.</summary>
public sealed class MultipartFormTests
{
    private const string Type = "multipart/form-data; boundary=b";

    [Theory]
    [InlineData("multipart/form-data; boundary=b")]
    [InlineData("multipart/form-data; boundary=\"b\"")]
    [InlineData("Multipart/Form-Data; charset=utf-8; Boundary=b")]
    public void Fields_and_files_are_read(string type)
    {
        var parts = Read(Form("""form-data; name="model" """, "whisper") + Form("""form-data; name="file"; filename="a.wav" """, "R\r\n--bF\n", "Content-Type: audio/wav\r\n") + "--b--\r\n", type)!;
        parts.Count.ShouldBe(2);
        (parts[0].Name, Text(parts[0]), parts[0].IsFile).ShouldBe(("model", "whisper", false));
        (parts[1].Name, Text(parts[1]), parts[1].IsFile, parts[1].FileName, parts[1].MediaType).ShouldBe(("file", "R\r\n--bF\n", true, "a.wav", "audio/wav"));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData(null)]
    public void What_is_no_form_is_none(string? type) => Read(Form("form-data; name=a", "1"), type).ShouldBeNull();

    [Theory]
    [InlineData("""form-data; name="file"; filename="a b;c.wav" """, "a b;c.wav")]
    [InlineData("""form-data; filename=a.wav; name=file""", "a.wav")]
    [InlineData("""form-data; name="file"; filename="a\"b\\c.wav" """, "a\"b\\c.wav")]
    [InlineData("""form-data; name="file"; filename="C:\tmp\a.wav" """, """C:\tmp\a.wav""")]
    [InlineData("""form-data; name="file"; filename="fallback"; filename*=utf-8''%C3%BC%20b.wav""", "ü b.wav")]
    [InlineData("""form-data; name="file"; filename="fallback"; filename*=utf-16''%C3""", "fallback")]
    [InlineData("""form-data; name="file"; filename="=?utf-8?B?w7wud2F2?=" """, "ü.wav")]
    [InlineData("""form-data; name="file"; filename="=?utf-8?B?***?=" """, "=?utf-8?B?***?=")]
    [InlineData("""form-data; name="file"; filename="ü.wav" """, "ü.wav")]
    [InlineData("""form-data; name="file"; filename="" """, "")]
    [InlineData("""form-data; name="file"; filename="open""", "open")]
    public void Names_of_files_are_read_in_every_spelling(string disposition, string name)
        => Read(Form(disposition, "x") + "--b--")!.ShouldHaveSingleItem().FileName.ShouldBe(name);

    [Fact]
    public void Lone_line_feeds_and_text_before_and_after_do_no_harm()
    {
        var parts = Read("preamble\n--b \ncontent-disposition:form-data;name=a\n\n1\n--b\nContent-Disposition: form-data; name=b\n\n\n--b--\nepilogue\n--b\nContent-Disposition: form-data; name=c\n\n3\n")!;
        parts.Select(part => (part.Name, Text(part))).ShouldBe([("a", "1"), ("b", "")]);
    }

    [Fact]
    public void Parts_without_a_name_or_with_broken_headers_are_left_out()
    {
        var parts = Read(Form("form-data", "1") + Form("form-data; name=\"\"", "2") + "--b\r\nno headers end" + "\r\n--b\r\n\r\nnone\r\n" + Form("form-data; name=a", "3") + "--b--")!;
        parts.ShouldHaveSingleItem().Name.ShouldBe("a");
    }

    [Fact]
    public void A_form_that_ends_anywhere_is_read_as_far_as_it_came()
    {
        var bytes = Bytes(Form("form-data; name=model", "whisper-1") + Form("form-data; name=file; filename=a.wav", "RIFF") + "--b--\r\n");
        for (var length = 0; length <= bytes.Length; length++)
        {
            var parts = MultipartForm.Read(new CapturedBody(bytes.AsMemory(0, length), default, 0), Type)!;
            foreach (var part in parts.Where(part => !part.IsCut)) Text(part).ShouldBeOneOf("whisper-1", "RIFF");
        }
    }

    [Fact]
    public void A_form_without_its_middle_is_read_around_the_hole()
    {
        var whole = Form("form-data; name=before", "1") + Form("form-data; name=file; filename=a.wav", new string('x', 5000)) + Form("form-data; name=model", "whisper-1") + "--b--\r\n";
        for (var cap = 2; cap < 6000; cap += 7)
        {
            var buffer = new BodyBuffer(cap);
            buffer.Append(Bytes(whole));
            var parts = MultipartForm.Read(buffer.ToBody(), Type)!;
            if (cap is > 500 and < 5000)
            {
                parts.Select(part => part.Name).ShouldBe(["before", "file", "model"]);
                (parts[1].Length, parts[1].LeftOut > 0).ShouldBe((5000, true));
                Text(parts[2]).ShouldBe("whisper-1");
            }
        }
    }

    [Theory]
    [InlineData("audio/wav", "a.mp3", "audio/wav")]
    [InlineData("audio/wav; codec=1", null, "audio/wav")]
    [InlineData("application/octet-stream", "a.mp3", "audio/mpeg")]
    [InlineData(null, "a.MP3", "audio/mpeg")]
    [InlineData("what they said", "a.xyz", "application/octet-stream")]
    public void A_file_without_a_type_has_that_of_its_name(string? type, string? name, string expected)
        => new FormPart { Name = "file", FileName = name, ContentType = type, Head = default }.MediaType.ShouldBe(expected);

    private static string Form(string disposition, string content, string headers = "") => $"--b\r\nContent-Disposition: {disposition.TrimEnd()}\r\n{headers}\r\n{content}\r\n";

    private static IReadOnlyList<FormPart>? Read(string form, string? type = Type) => MultipartForm.Read(new CapturedBody(Bytes(form), default, 0), type);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(FormPart part) => Encoding.UTF8.GetString(part.Head.Span) + Encoding.UTF8.GetString(part.Tail.Span);
}
