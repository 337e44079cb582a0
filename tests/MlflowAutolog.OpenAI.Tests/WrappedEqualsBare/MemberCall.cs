using System.ClientModel.Primitives;
using System.Reflection;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>Calls a member and takes what it returns.</summary>
internal static class MemberCall
{
    private static readonly Uri Path = new("chat/completions", UriKind.Relative);

    /// <summary>What the caller got, as text, added to <paramref name="got"/> as it comes.</summary>
    public static async Task RunAsync(object client, Uri endpoint, Given given, List<string> got)
    {
        switch (given.Member.Info)
        {
            case PropertyInfo property when property.GetValue(client) is ClientPipeline pipeline:
                await SendAsync(pipeline, new Uri(endpoint, Path), given, got);
                break;
            case PropertyInfo property:
                got.Add(Description.Of(property.GetValue(client)));
                break;
            case MethodInfo method:
                var arguments = given.Member.Parameters.Select(parameter => ArgumentMaker.Make(parameter, given)).ToArray();
                var returned = method.Invoke(client, BindingFlags.DoNotWrapExceptions, null, arguments, null);
                if (returned is Task task)
                {
                    await task;
                    returned = task.GetType().GetProperty("Result")!.GetValue(task);
                }

                got.Add(returned!.GetType().ToString());
                await Taking.AllAsync(returned, given, got);
                break;
        }
    }

    private static async Task SendAsync(ClientPipeline pipeline, Uri url, Given given, List<string> got)
    {
        using var message = pipeline.CreateMessage(url, "POST", PipelineMessageClassifier.Create([200]));
        message.Request.Content = given.Content("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""");
        message.Request.Headers.Set("Content-Type", "application/json");
        message.Apply(given.Options());
        await pipeline.SendAsync(message);
        await Taking.ReplyAsync(message.Response!, given, got);
    }
}
