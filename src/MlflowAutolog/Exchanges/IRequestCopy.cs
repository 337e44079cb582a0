namespace MlflowAutolog.Exchanges;

/// <summary>The copy of a request's body, which is made while the caller's own is sent.</summary>
internal interface IRequestCopy
{
    /// <summary>The body's <c>Content-Encoding</c>.</summary>
    string? Encoding { get; }

    string? ContentType { get; }

    /// <summary>Whether the whole body went out, so that the copy is whole.</summary>
    bool IsComplete { get; }

    /// <summary>Gives the caller's own content back, if something stands in for it.</summary>
    void PutBack();

    CapturedBody ToBody();

    /// <summary>Copies the body now if nobody asked for it so far, as far as that cannot harm the caller.</summary>
    void Complete();
}
