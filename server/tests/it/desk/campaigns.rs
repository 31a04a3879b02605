//! A campaign is prepared and launched.

use super::*;

#[tokio::test]
async fn a_campaign_asks_suppliers_by_their_relationship() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    let recipients = format!("{}/recipients", campaign(&admin, 3).await);
    let by = async |ticked: &[&str]| {
        let mut form = vec![("all", "relationships")];
        form.extend(ticked.iter().map(|key| ("relationship", *key)));
        admin.act(&recipients, &form).await.body
    };
    // All three of the table are direct suppliers.
    let shown = by(&["indirect", "contract_manufacturer"]).await;
    assert!(shown.contains("0 of 3 active") && shown.contains("value=\"contract_manufacturer\""), "{shown}");
    assert!(by(&["direct", "indirect"]).await.contains("3 of 3 active"));
    for slip in [&[][..], &["nonsense"]] {
        let form: Vec<_> =
            [("all", "relationships")].into_iter().chain(slip.iter().map(|k| ("relationship", *k))).collect();
        let refused = admin.post(&recipients, &form).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.body.contains("No box was ticked"), "{}", refused.body);
    }
    assert!(admin.get(&recipients).await.body.contains("3 of 3 active"));
}

#[tokio::test]
async fn launching_twice_sends_one_mail_each() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    let own = campaign(&admin, 210).await;
    let shown = admin.get(&format!("{own}/preview")).await.body;
    assert!(shown.contains("210") && shown.contains("Where does your tin come from?"), "{shown}");
    app.deliver().await;
    assert!(app.mailbox.sent().is_empty(), "a preview sends nothing");
    let launch = format!("{own}/launch");
    let (one, two) =
        tokio::join!(admin.post(&launch, &[("when", "now")]), admin.post(&launch, &[("when", "now")]));
    assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    admin.act(&launch, &[("when", "now")]).await;
    app.deliver().await;
    let sent = app.mailbox.sent();
    assert_eq!(sent.len(), 210);
    let to: std::collections::BTreeSet<_> = sent.iter().map(|m| m.to.clone()).collect();
    assert_eq!(to.len(), 210, "each supplier gets one");
    let campaign_page = admin.get(&own).await;
    assert!(campaign_page.body.contains("0 % ") || campaign_page.body.contains("0 of 210"));
}
