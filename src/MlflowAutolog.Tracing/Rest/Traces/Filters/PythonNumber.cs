using System.Globalization;

namespace MlflowAutolog.Tracing.Rest.Traces.Filters;

/// <summary>A number as Python's <c>repr</c> and <c>json.dumps</c> write it: what MLflow compares texts with.</summary>
internal static class PythonNumber
{
    /// <exception cref="MlflowException">It is no finite number.</exception>
    public static string Of(double value)
    {
        if (!double.IsFinite(value)) throw new MlflowException("MLflow cannot compare with NaN or an infinity.");
        var size = Math.Abs(value);
        if (size is 0 or (>= 1e-4 and < 1e16))
        {
            // Every such number has an exact form in the digits of a decimal; the shortest digits are those of R.
            var plain = decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
            return plain.Contains('.') ? plain : plain + ".0";
        }

        // .NET and Python agree on the digits, but not on when to use an exponent.
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var parts = shortest.Contains('E') ? shortest.Split('E') : Scientific(shortest);
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{parts[0]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    /// <summary>Digits without a point, at least 17 of them.</summary>
    private static string[] Scientific(string whole)
    {
        var sign = whole[0] == '-' ? "-" : "";
        var digits = whole.TrimStart('-');
        var rest = digits[1..].TrimEnd('0');
        return [sign + digits[0] + (rest.Length > 0 ? "." + rest : ""), (digits.Length - 1).ToString(CultureInfo.InvariantCulture)];
    }
}
