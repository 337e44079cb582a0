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

        var parts = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        if (parts.Length == 1) parts = value.ToString("E16", CultureInfo.InvariantCulture).Split('E');
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{parts[0]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }
}
