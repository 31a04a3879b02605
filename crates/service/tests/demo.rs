//! The demonstration has something to show on every page.

mod common;

use domain::workflow::RequestState;
use service::demo;
use service::log::Verdict;

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_has_suppliers_in_every_state() {
    let portal = common::Portal::new().await;
    let begun = std::time::Instant::now();
    let access = demo::seed(&portal.services).await.unwrap().expect("an empty portal is filled");
    println!("seeded in {:?}", begun.elapsed());
    let secret = portal.services.sign_in(access.email, access.password, "test").await.unwrap();
    let desk = portal.services.actor(&secret).await.unwrap().as_administrator().unwrap();
    let counts = desk.counts(None).await.unwrap();
    let total: u64 = counts.by_state.iter().map(|c| c.1).sum();
    assert_eq!(total, 210);
    assert!(counts.overdue > 0);
    for state in RequestState::ALL.into_iter().filter(|s| *s != RequestState::Planned) {
        assert!(counts.by_state.iter().any(|(s, n)| *s == state && *n > 0), "nobody is {state:?}");
    }
    assert_eq!(desk.supplier_counts().await.unwrap(), (210, 0));
    let open = desk.open_names("", 0, 9).await.unwrap().shown;
    assert!(open.len() >= 3 && open[0].suppliers.len() > 1, "{open:?}");
    assert_eq!(desk.smelter_decisions().await.unwrap().0.len(), 1);
    assert!(desk.mails(None, 1000).await.unwrap().len() > 300);
    assert!(matches!(desk.verify_log().await.unwrap(), Verdict::Whole { entries, .. } if entries > 600));
    assert!(demo::seed(&portal.services).await.unwrap().is_none(), "a portal in use is left alone");
}
