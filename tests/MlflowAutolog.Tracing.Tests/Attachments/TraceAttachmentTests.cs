using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Tests.Delivery;

namespace MlflowAutolog.Tracing.Tests.Attachments;

public sealed class TraceAttachmentTests
{
    [Theory]
    [InlineData("chart.PNG", "image/png")]
    [InlineData("talk.mp3", "audio/mpeg")]
    [InlineData("terms.pdf", "application/pdf")]
    [InlineData("blob", "application/octet-stream")]
    [InlineData("blob.unheard-of", "application/octet-stream")]
    public void A_file_has_the_type_of_its_name(string name, string contentType)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(Directory.CreateDirectory(folder.Path).FullName, name);
        File.WriteAllBytes(path, [1, 2, 3]);

        var attachment = TraceAttachment.FromFile(path);

        attachment.ContentType.ShouldBe(contentType);
        attachment.Content.ToArray().ShouldBe([1, 2, 3]);
        TraceAttachment.FromFile(path, "text/x-own").ContentType.ShouldBe("text/x-own");
    }

    [Fact]
    public void Bytes_are_copied()
    {
        byte[] bytes = [1, 2];
        var attachment = new TraceAttachment("image/png", bytes);

        bytes[0] = 9;

        attachment.Content.ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public void A_type_is_needed_and_a_file_that_is_there()
    {
        Should.Throw<ArgumentException>(() => new TraceAttachment(" ", new byte[1]));
        Should.Throw<ArgumentException>(() => TraceAttachment.FromFile(""));
        Should.Throw<IOException>(() => TraceAttachment.FromFile("/not/there.png"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("http://a/b")]
    [InlineData("mlflow-attachment://x?content_type=a&trace_id=tr-1")]
    [InlineData("mlflow-attachment://12345678-1234-5678-1234-567812345678")]
    [InlineData("mlflow-attachment://12345678-1234-5678-1234-567812345678?content_type=a")]
    [InlineData("mlflow-attachment://../../../etc?content_type=a&trace_id=tr-1")]
    public void Other_texts_are_no_references(string? text) => AttachmentReference.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Pythons_references_are_read()
    {
        AttachmentReference.TryParse("mlflow-attachment://12345678-1234-5678-1234-567812345678?content_type=audio%2Fwav%3B+codecs%3D1&trace_id=tr-7&size=5", out var reference).ShouldBeTrue();

        reference.ShouldBe(new AttachmentReference("tr-7", "12345678-1234-5678-1234-567812345678", "audio/wav; codecs=1"));
    }
}
