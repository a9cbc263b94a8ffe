import Messaging
import PlaySMS

/// Rows a second out of a server's reply.
struct Decoding {
  private struct Canned: Transport {
    let body: [UInt8]

    func exchange(
      _ form: [FormField], effect: RequestEffect, deadline: Duration
    ) async throws(PlaySMSError) -> RawReply {
      RawReply(status: 200, contentType: "application/json", body: body)
    }

    func close() async {}
  }

  static func run(_ meter: Meter, rows count: Int = 10_000, runs: Int) async throws {
    var corpus = Corpus()
    let rows = (0..<count).map { index in
      let row = corpus.received(index, of: count)
      return """
        {"id":"\(row.id.rawValue)","src":"\(row.src.raw)","dst":"\(row.dst.raw)","msg":"\(row.msg.raw)","dt":"\(row.dt.text)"}
        """
    }
    let body = "{\"data\":[\(rows.joined(separator: ","))],\"error_string\":null,\"timestamp\":1795338000}"
    let client = PlaySMSClient(
      transport: Canned(body: Array(body.utf8)), credentials: Credentials(username: "bench", token: Secret("bench")))
    var rates: [Double] = []
    for _ in 0..<runs {
      let time = try await meter.duration {
        let answer = try await client.inbox(Listing(count: count))
        precondition(answer.value.count == count, "the decoder lost rows")
      }
      rates.append(Double(count) / time.inSeconds)
    }
    meter.rate("decode a page of \(count)", rates)
  }
}
