using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;
using Shouldly;
using Xunit;

namespace MlflowAutolog.TestSupport.Tests.Servers;

public sealed class MlflowPythonTests
{
    [Fact]
    public void It_is_looked_for_where_the_servers_scripts_put_it()
    {
        var asked = new List<string>();
        MlflowPython.Find(name => name is "HOME" ? "/home/u" : name is "MLFLOW_SERVER_VENV" ? "/given" : null, path =>
        {
            asked.Add(path);
            return false;
        }).ShouldBeNull();
        asked.ShouldBe(["/given/bin/python", "/home/u/.cache/mlflow-server-3.17.2/bin/python", RepositoryRoot.Combine(".mlflow-server", "3.17.2", "bin", "python")]);
    }
}
