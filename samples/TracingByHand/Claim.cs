namespace TracingByHand;

/// <summary>What a traveller wants to be paid for.</summary>
internal sealed record Claim(string Id, string Text, string Photo, decimal Amount);
