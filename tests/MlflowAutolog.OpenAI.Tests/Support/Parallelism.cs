using Xunit.Sdk;
using Xunit.v3;

// The tap and the door are one a process.
[assembly: Parallelization(Mode = ParallelMode.None)]
