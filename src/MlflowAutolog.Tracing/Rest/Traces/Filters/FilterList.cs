namespace MlflowAutolog.Tracing.Rest.Traces.Filters;

/// <summary>Conditions with <c>IN</c>. MLflow reads the list as Python would, where a backslash means something.</summary>
internal static class FilterList
{
    public static string Of(string identifier, string comparator, IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var all = values.ToArray();
        return all.Length switch
        {
            0 => throw new MlflowException($"{identifier} {comparator} needs at least one value."),
            1 => $"{identifier} {(comparator == "IN" ? "=" : "!=")} {FilterText.Quote(all[0])}",
            _ => $"{identifier} {comparator} ({string.Join(", ", all.Select(Item))})",
        };
    }

    private static string Item(string value)
        => value.AsSpan().IndexOfAny("\\\r\n\0") < 0 ? FilterText.Quote(value) : throw new MlflowException("MLflow's filter syntax cannot express a list of texts with backslashes or line breaks: compare with each by ==.");
}
