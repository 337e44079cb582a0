namespace QuickStart;

/// <summary>The shop's orders.</summary>
internal sealed class OrderDesk
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

    public string LookUp(int orderId) => $"Order {orderId} is with the carrier and arrives on {Days[orderId % Days.Length]}.";
}
