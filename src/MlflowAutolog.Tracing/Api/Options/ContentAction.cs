namespace MlflowAutolog;

/// <summary>What becomes of content before it is stored.</summary>
public enum ContentAction
{
    /// <summary>It is stored as it is.</summary>
    Keep,

    /// <summary>It is left out.</summary>
    Drop,

    /// <summary>Every text and number in it becomes <c>***</c>; names and structure stay.</summary>
    Mask,

    /// <summary>
    /// Every text and number in it becomes <c>sha256:</c> and 64 hex digits, so that equal texts can be recognised: SHA-256 of the UTF-8 text, or HMAC-SHA-256 with
    /// <see cref="MlflowOptions.ContentHashKey"/> when that is set. Without a key short texts can be guessed from their hash.
    /// </summary>
    Hash,
}
