using System.Globalization;
using MlflowAutolog.Fuzzing.Running;

// MlflowAutolog.Fuzzing <format, or all> <inputs a format> [seed] [number of the first input]
if (args is not [var name, var count, .. var rest])
{
    Console.Error.WriteLine($"usage: MlflowAutolog.Fuzzing <format> <count> [seed] [first]; formats: all, {string.Join(", ", FuzzTarget.All.Select(target => target.Name))}");
    return 2;
}

var seed = rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 1;
var first = rest.Length > 1 ? long.Parse(rest[1], CultureInfo.InvariantCulture) : 0;
var failed = 0;
foreach (var target in name == "all" ? FuzzTarget.All : [FuzzTarget.Named(name)])
{
    var report = new FuzzRun(target, seed).Run(long.Parse(count, CultureInfo.InvariantCulture), first);
    Console.Out.WriteLine(report);
    if (report.Failure is not null) failed++;
}

return failed > 0 ? 1 : 0;
