namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Groups of digits with nothing between them but what may stand within one number. Read once: which rules can accept anything of it follows from how many digits are left.</summary>
internal struct NumberCluster
{
    /// <summary>Digits; nothing that is looked for has fewer but an address.</summary>
    public const int ShortestPhone = 6;

    private const int ShortestCard = 13;
    private const int DotsOfAddress = 3;

    private int _dots;

    /// <summary>Just behind the last digit.</summary>
    public int End { get; private set; }

    /// <summary>Digits from the group that is looked at on.</summary>
    public int Left { get; set; }

    public readonly bool MayHaveAddress => _dots >= DotsOfAddress;

    public readonly bool MayHaveCard => Left >= ShortestCard;

    public readonly bool MayHavePhone => Left >= ShortestPhone;

    public readonly bool MayHaveAny => MayHavePhone || MayHaveAddress;

    /// <param name="text">The whole.</param>
    /// <param name="start">The first digit.</param>
    /// <param name="end">Just behind the first group.</param>
    public static NumberCluster Read(ReadOnlySpan<char> text, int start, int end)
    {
        var cluster = new NumberCluster { Left = end - start };
        while (DigitRun.Next(text, end) is >= 0 and var next)
        {
            if (text[end] == '.') cluster._dots++;
            end = DigitRun.End(text, next);
            cluster.Left += end - next;
        }

        cluster.End = end;
        return cluster;
    }
}
