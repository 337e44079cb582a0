using System.Globalization;

namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>A whole number of any size: a number within 64 bits, beyond them its digits as text, for neither OTLP nor MLflow has more.</summary>
internal sealed class WholeNumberShape : ValueShape
{
    public override bool Nests => false;

    public override void Write(ValueWriter writer, object value)
    {
        string digits = ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            writer.Output.Number(number);
        else
            writer.Output.Text(digits);
    }
}
