/// The published error codes, and 627, which is not published and has no text. No real server gives 101, 102 and 103.
enum ErrorCode: Int {
  case authentication = 100
  case unknownAction = 101
  case emptyField = 102
  case notEnoughCredit = 103
  case noToken = 104
  case tokenDisabled = 105
  case addressNotAllowed = 106
  case sendFailed = 200
  case destinationOrMessageEmpty = 201
  case noDeliveryStatus = 400
  case stillInQueue = 401
  case processedFromQueue = 402
  case noData = 501
  case adminAuthentication = 600
  case injectMissingData = 602
  case accountAddMissingData = 603
  case accountAddFailed = 604
  case accountRemoveUnknown = 605
  case accountRemoveFailed = 606
  case parentSetUnknown = 607
  case parentSetFailed = 608
  case parentGetUnknown = 609
  case parentGetFailed = 610
  case banUnknown = 611
  case banFailed = 612
  case unbanUnknown = 613
  case unbanFailed = 614
  case preferencesMissingData = 615
  case preferencesFailed = 616
  case configurationMissingData = 617
  case configurationFailed = 618
  case creditViewMissingData = 619
  case creditViewFailed = 620
  case creditAddMissingData = 621
  case creditAddFailed = 622
  case creditDeductMissingData = 623
  case creditDeductFailed = 624
  case loginKeyMissingData = 625
  case loginKeyFailed = 626
  case stoplistFailed = 627

  /// The server's own sentence.
  var text: String? {
    switch self {
    case .authentication: "authentication failed"
    case .unknownAction: "type of action is invalid or unknown"
    case .emptyField: "one or more field empty"
    case .notEnoughCredit: "not enough credit for this operation"
    case .noToken: "webservice token is not available"
    case .tokenDisabled: "webservice token not enable for this user"
    case .addressNotAllowed: "webservice token not allowed from this IP address"
    case .sendFailed: "send message failed"
    case .destinationOrMessageEmpty: "destination number or message is empty"
    case .noDeliveryStatus: "no delivery status available"
    case .stillInQueue: "no delivery status retrieved and SMS still in queue"
    case .processedFromQueue: "no delivery status retrieved and SMS has been processed from queue"
    case .noData: "no data returned or result is empty"
    case .adminAuthentication: "admin level authentication failed"
    case .injectMissingData: "sender id or message is empty"
    case .accountAddMissingData: "account addition failed due to missing data"
    case .accountAddFailed: "fail to add account"
    case .accountRemoveUnknown: "account removal failed due to unknown username"
    case .accountRemoveFailed: "fail to remove account"
    case .parentSetUnknown: "set parent failed due to unknown username"
    case .parentSetFailed: "fail to set parent"
    case .parentGetUnknown: "get parent failed due to unknown username"
    case .parentGetFailed: "fail to get parent"
    case .banUnknown: "account ban failed due to unknown username"
    case .banFailed: "fail to ban account"
    case .unbanUnknown: "account unban failed due to unknown username"
    case .unbanFailed: "fail to unban account"
    case .preferencesMissingData: "editing account preferences failed due to missing data"
    case .preferencesFailed: "fail to edit account preferences"
    case .configurationMissingData: "editing account configuration failed due to missing data"
    case .configurationFailed: "fail to edit account configuration"
    case .creditViewMissingData: "viewing credit failed due to missing data"
    case .creditViewFailed: "fail to view credit"
    case .creditAddMissingData: "adding credit failed due to missing data"
    case .creditAddFailed: "fail to add credit"
    case .creditDeductMissingData: "deducting credit failed due to missing data"
    case .creditDeductFailed: "fail to deduct credit"
    case .loginKeyMissingData: "setting login key failed due to missing data"
    case .loginKeyFailed: "fail to set login key"
    case .stoplistFailed: nil
    }
  }
}
