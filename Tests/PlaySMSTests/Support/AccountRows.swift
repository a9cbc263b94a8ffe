import Messaging
import PlaySMSSandbox
import Testing

@testable import PlaySMS

extension OperationRow {
  /// The operations on accounts.
  static let accounts: [OperationRow] = [
    OperationRow(
      name: .accountadd,
      published: [
        "data_status", "data_username", "data_password", "data_name", "data_email", "data_parent", "data_mobile",
        "data_datetime_timezone", "data_language_module",
      ],
      requests: [
        AddAccount(
          NewAccount(
            status: .subuser(parent: "p"), username: "u", password: Secret("p"), name: "n", email: "e", mobile: "m",
            timezone: "+0700", language: "en_US"))
      ], expected: "broke off, and is there",
      call: { talk in
        let added = try await talk.admin.perform(AddAccount(Conversation.newAccount("newu1"))).value
        let again = await failure { () throws(PlaySMSError) in
          try await talk.admin.perform(AddAccount(Conversation.newAccount("newu1")))
        }
        let isThere = again?.kind == .service(code: "604", class: .administration)
        return "\(added == .brokeOffAfterwards ? "broke off" : "told"), and is \(isThere ? "there" : "not there")"
      }),
    OperationRow(
      name: .accountremove, published: ["data_username"], requests: [RemoveAccount("x")],
      expected: "Account has been removed (username: bobx)",
      call: { try await $0.admin.perform(RemoveAccount("bobx")).value.info.raw }),
    OperationRow(
      name: .parentset, published: ["data_username", "data_parent"], requests: [SetParent(of: "x", to: "y")],
      expected: "subuser",
      call: { talk in
        _ = try await talk.admin.perform(SetParent(of: "anna", to: "bobx"))
        return "\(try await talk.anna.query().value.user.status)"
      }),
    OperationRow(
      name: .parentget, published: ["data_username"], requests: [GetParent(of: "x")], expected: "anna 2",
      call: { talk in
        try await talk.addSubuser()
        let parent = try await talk.admin.perform(GetParent(of: "sub1")).value
        return "\(parent.username.raw) \(parent.uid)"
      }),
    OperationRow(
      name: .accountban, published: ["data_username"], requests: [BanAccount("x")], expected: "100",
      call: { talk in
        _ = try await talk.admin.perform(BanAccount("anna"))
        _ = try await talk.admin.perform(BanAccount("anna"))
        let error = await failure { () throws(PlaySMSError) in try await talk.anna.query() }
        return error?.isLoginRefused == true ? "100" : "let in"
      }),
    OperationRow(
      name: .accountunban, published: ["data_username"], requests: [UnbanAccount("x")], expected: "anna",
      call: { talk in
        _ = try await talk.admin.perform(BanAccount("anna"))
        _ = try await talk.admin.perform(UnbanAccount("anna"))
        return try await talk.anna.query().value.user.username.raw
      }),
    OperationRow(
      name: .accountpref,
      published: [
        "data_username", "data_name", "data_email", "data_mobile", "data_address", "data_city", "data_state",
        "data_country", "data_zipcode", "data_password",
      ],
      requests: [
        ChangePreferences(
          of: "x",
          to: AccountPreferences(
            name: "n", email: "e", mobile: "m", address: "a", city: "c", state: "s", country: 1, zipcode: "z",
            password: Secret("p")))
      ], expected: "Preferences have been saved and password updated, Renamed",
      call: { talk in
        let done = try await talk.admin.perform(
          ChangePreferences(of: "anna", to: AccountPreferences(name: "Renamed", password: Secret("changed99"))))
        return "\(done.value.info.raw), \(try await talk.anna.query().value.user.name.raw)"
      }),
    OperationRow(
      name: .accountconf,
      published: [
        "data_username", "data_footer", "datetime_timezone", "data_language_module", "data_fwd_to_inbox",
        "data_fwd_to_email", "data_fwd_to_mobile", "data_local_length", "data_replace_zero", "data_sender",
      ], unpublished: ["data_datetime_timezone"],
      requests: [
        ChangeConfiguration(
          of: "x",
          to: AccountConfiguration(
            footer: .value("f"), sender: .nothing, timezone: "-0500", language: "en_US", forwardsToInbox: true,
            forwardsToEmail: false, forwardsToMobile: true, localLength: 9, replaceZero: "62"))
      ], expected: "ACME, then nothing",
      call: { talk in
        talk.sandbox.reconfigure { $0.defaultSender = "" }
        talk.sandbox.change("anna") { $0.senders = ["ACME"] }
        func source(_ configuration: AccountConfiguration) async throws -> String {
          _ = try await talk.admin.perform(ChangeConfiguration(of: "anna", to: configuration))
          _ = try await talk.anna.send(hello)
          talk.clock.advance(by: .seconds(5))
          return try await talk.anna.outgoing(Listing(count: 1)).value.map(\.src.raw).joined()
        }
        let set = try await source(AccountConfiguration(footer: .value("footer"), sender: .value("ACME")))
        let wiped = try await source(AccountConfiguration(footer: .nothing, sender: .nothing, timezone: "+0100"))
        return "\(set), then \(wiped.isEmpty ? "nothing" : wiped)"
      }),
  ]
}
