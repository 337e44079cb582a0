using Xunit.Sdk;
using Xunit.v3;

// The door is one a process.
[assembly: Parallelization(Mode = ParallelMode.None)]
