namespace TracingByHand;

/// <summary>Has two accounts, one of them empty.</summary>
internal sealed class Bank
{
    public async Task<string> PayAsync(string account, decimal amount)
    {
        await Task.Delay(30);
        return account == "reserve" ? $"{amount} paid" : throw new InvalidOperationException($"Account '{account}' is empty.");
    }
}
