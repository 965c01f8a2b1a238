using System.Globalization;
using System.Text;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SimpleEmail;
using Amazon.SimpleEmail.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Invoice
{
    public string Number { get; set; } = default!;
    public DateTime Issued { get; set; }
    public Party Customer { get; set; } = new();
    public IList<Position> Positions { get; set; } = new List<Position>();
}

public class Party
{
    public string Name { get; set; } = string.Empty;
    public string? Email { get; set; }
}

public class Position
{
    public string Text { get; set; } = "";
    public int Quantity { get; set; } = 1;
    public double Price { get; set; }
    public double Total => Quantity * Price;
}

public class Function
{
    private const string Bucket = "invoices";
    private readonly IAmazonS3 _s3 = new AmazonS3Client();
    private readonly IAmazonSimpleEmailService _mail = new AmazonSimpleEmailServiceClient();

    public async Task<string> FunctionHandler(Invoice invoice, ILambdaContext context)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        if (!invoice.Positions.Any()) throw new ArgumentException("no positions", nameof(invoice));
        var key = $"{invoice.Issued:yyyy/MM}/{invoice.Number.Replace(' ', '_')}.csv";
        var lines = new List<string> { "text;quantity;total" };
        lines.AddRange(invoice.Positions.Select(p => $"{p.Text};{p.Quantity};{p.Total.ToString("F2", CultureInfo.InvariantCulture)}"));
        var total = invoice.Positions.Sum(p => p.Total);
        lines.Add($";;{total.ToString("F2", CultureInfo.InvariantCulture)}");
        await _s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = string.Join('\n', lines), ContentType = "text/csv" });
        var due = invoice.Issued.AddDays(14);
        while (due.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) due = due.AddDays(1);
        if (invoice.Customer.Email is { Length: > 3 } email && email.IndexOf('@') > 0)
        {
            await _mail.SendEmailAsync(new SendEmailRequest
            {
                Source = "billing@example.com",
                Destination = new Destination(new List<string> { email }),
                Message = new Message { Subject = new Content($"Invoice {invoice.Number}"), Body = new Body { Text = new Content($"Dear {invoice.Customer.Name},\n\nplease pay by {due:dd.MM.yyyy}.") } },
            });
        }

        return key;
    }
}
