using MlflowAutolog;
using MlflowAutolog.SdkVersions.App;

// The same conversations with whatever version of the SDK it was built with: seen by nobody, the tap or the policy.
var (seen, server) = (args[0], new Uri(args[1]));
if (seen == "tap") Mlflow.Autolog();
if (seen == "policy") Mlflow.Autolog(options => options.Disable("Http"));
var clients = new Clients(server, isTraced: seen == "policy");

await Step.RunAsync("chat", () => Conversations.ChatAsync(clients));
await Step.RunAsync("stream", () => Conversations.StreamAsync(clients));
await Step.RunAsync("tools", () => Conversations.ToolsAsync(clients));
await Step.RunAsync("embeddings", () => Conversations.EmbeddingsAsync(clients));
await Step.RunAsync("error", () => Conversations.ErrorAsync(clients));
await Step.RunAsync("retry", () => Conversations.RetryAsync(clients));
#if RESPONSES
await Step.RunAsync("responses", () => Conversations.ResponsesAsync(clients));
#endif
await Mlflow.FlushAsync();
