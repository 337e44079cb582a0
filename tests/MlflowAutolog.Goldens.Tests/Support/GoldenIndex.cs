namespace MlflowAutolog.Goldens.Tests.Support;

/// <summary>The scenarios that were recorded of an area. A port that is missing is missed by its name, not only where its golden is.</summary>
internal static class GoldenIndex
{
    public static IReadOnlyList<string> OpenAI { get; } =
    [
        "openai/autolog_off_and_suppressed", "openai/azure_async", "openai/azure_chat", "openai/azure_content_filter", "openai/azure_embeddings", "openai/azure_stream",
        "openai/chat_async", "openai/chat_audio_output", "openai/chat_basic", "openai/chat_choices_n2", "openai/chat_custom_tool", "openai/chat_extra_body",
        "openai/chat_finish_length", "openai/chat_history_previews", "openai/chat_image_data_uri", "openai/chat_image_url", "openai/chat_input_audio",
        "openai/chat_json_schema", "openai/chat_logprobs", "openai/chat_other_vendor", "openai/chat_parameters", "openai/chat_parse", "openai/chat_raw_response",
        "openai/chat_reasoning_model", "openai/chat_refusal", "openai/chat_tool_call", "openai/chat_tool_calls_parallel", "openai/chat_tool_loop",
        "openai/chat_two_roots", "openai/chat_under_span_and_context", "openai/chat_usage_details", "openai/completion_legacy", "openai/context_session",
        "openai/embeddings_error", "openai/embeddings_list_float", "openai/embeddings_one", "openai/error_400_context", "openai/error_401", "openai/error_404",
        "openai/error_429_exhausted", "openai/error_429_then_ok", "openai/error_500", "openai/error_bad_arguments", "openai/error_connection_refused",
        "openai/error_not_json", "openai/error_timeout", "openai/images_b64", "openai/images_url", "openai/not_traced", "openai/ollama_chat", "openai/ollama_stream",
        "openai/redacted", "openai/redacted_stream", "openai/responses_basic", "openai/responses_error_400", "openai/responses_failed_body",
        "openai/responses_function_loop", "openai/responses_images", "openai/responses_instructions_messages", "openai/responses_parse", "openai/responses_reasoning",
        "openai/responses_stream", "openai/responses_stream_function_call", "openai/responses_stream_incomplete", "openai/responses_web_search", "openai/stream_async",
        "openai/stream_break_early", "openai/stream_choices_n2", "openai/stream_cut", "openai/stream_error_event", "openai/stream_finish_length_with_usage",
        "openai/stream_helper", "openai/stream_include_usage", "openai/stream_never_read", "openai/stream_refusal", "openai/stream_status_429", "openai/stream_text",
        "openai/stream_tool_call", "openai/stream_tool_calls_interleaved", "openai/stream_under_parent", "openai/unsampled",
    ];
}
