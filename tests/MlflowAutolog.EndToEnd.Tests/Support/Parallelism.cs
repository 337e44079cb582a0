using Xunit.Sdk;
using Xunit.v3;

// The tap is one a process: tests that install it would see one another's calls.
[assembly: Parallelization(Mode = ParallelMode.None)]
