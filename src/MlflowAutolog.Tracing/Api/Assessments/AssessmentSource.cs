namespace MlflowAutolog;

/// <summary>Who made an assessment.</summary>
/// <param name="Type"><c>HUMAN</c>, <c>CODE</c> or <c>LLM_JUDGE</c>, in any case; another one is refused when the assessment is logged.</param>
/// <param name="Id">Which human, program or model; at most 250 characters, longer ones are cut.</param>
public sealed record AssessmentSource(string Type, string Id = "default")
{
    internal const string HumanType = "HUMAN";
    internal const string CodeType = "CODE";
    internal const string LlmJudgeType = "LLM_JUDGE";

    /// <summary>A person.</summary>
    public static AssessmentSource Human(string id = "default") => new(HumanType, id);

    /// <summary>A program: a check, a heuristic.</summary>
    public static AssessmentSource Code(string id = "default") => new(CodeType, id);

    /// <summary>A model that judges.</summary>
    public static AssessmentSource LlmJudge(string id = "default") => new(LlmJudgeType, id);
}
