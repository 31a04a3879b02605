//! A browser of the team with one session: it opens pages, posts forms and uploads files as our own pages do.

use crate::test_app::{TestApp, TestResponse};
use crate::test_survey::percent;
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Request, StatusCode};

pub struct Browser<'a> {
    pub app: &'a TestApp,
    pub cookie: String,
}

impl<'a> Browser<'a> {
    /// One that has no session yet.
    pub fn new(app: &'a TestApp) -> Browser<'a> {
        Browser { app, cookie: String::new() }
    }

    /// One with the session that an answer began.
    pub fn after(app: &'a TestApp, answer: &TestResponse) -> Browser<'a> {
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or("").to_owned();
        Browser { app, cookie }
    }

    async fn send(&self, request: Builder, body: Body) -> TestResponse {
        let request = request.header("cookie", &self.cookie).header("sec-fetch-site", "same-origin");
        self.app.send(request.body(body).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> TestResponse {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> TestResponse {
        let pairs: Vec<String> = form.iter().map(|(n, v)| format!("{}={}", percent(n), percent(v))).collect();
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(request, Body::from(pairs.join("&"))).await
    }

    /// A file: its type and bytes.
    pub async fn file(&self, path: &str) -> (String, Vec<u8>) {
        let request = Request::get(path).header("cookie", &self.cookie).body(Body::empty()).unwrap();
        let (head, bytes) = self.app.receive(request).await;
        assert_eq!(head.status, StatusCode::OK, "{path}");
        (head.headers["content-type"].to_str().unwrap().to_owned(), bytes)
    }

    pub async fn upload(&self, path: &str, name: &str, file: impl AsRef<[u8]>) -> TestResponse {
        let head = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: text/csv\r\n\r\n"
        );
        let body = [head.as_bytes(), file.as_ref(), b"\r\n--edge--\r\n"].concat();
        let request = Request::post(path).header("content-type", "multipart/form-data; boundary=edge");
        self.send(request, Body::from(body)).await
    }

    /// An act that leads on to a page, which is opened.
    pub async fn act(&self, path: &str, form: &[(&str, &str)]) -> TestResponse {
        let done = self.post(path, form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}: {}", done.body);
        let page = self.get(done.location()).await;
        assert_eq!(page.status, StatusCode::OK, "{}", done.location());
        page
    }

    /// The version that a request's page carries.
    pub async fn version(&self, request: &str) -> String {
        hidden(&self.get(request).await.body, "version").expect("a version")
    }
}

/// The value of a hidden control.
pub fn hidden(body: &str, name: &str) -> Option<String> {
    let at = body.find(&format!("name=\"{name}\" value=\""))? + name.len() + 15;
    Some(body[at..].split('"').next()?.to_owned())
}
