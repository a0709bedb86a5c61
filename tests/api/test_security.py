"""Passwords, tokens and the check of where a request comes from."""

from __future__ import annotations

import pytest

from api.security import (
    CONTENT_SECURITY_POLICY,
    csrf_fits,
    csrf_token,
    from_this_site,
    hash_password,
    new_token,
    opaque_id,
    token_hash,
    verify_password,
)

OWN = frozenset({"https://corpu.example.go.id"})


def test_a_password_fits_only_its_own_hash() -> None:
    stored = hash_password("kata sandi yang baik")
    assert stored.startswith("$argon2id$")
    assert "kata sandi" not in stored
    assert verify_password(stored, "kata sandi yang baik")
    assert not verify_password(stored, "kata sandi yang buruk")


def test_no_password_fits_an_account_that_does_not_exist_or_is_damaged() -> None:
    assert not verify_password(None, "apa saja")
    assert not verify_password("not a hash", "apa saja")


def test_tokens_differ_and_the_database_keeps_another_text() -> None:
    first, second = new_token(), new_token()
    assert first != second
    assert len(first) >= 43
    assert token_hash(first) not in {first, token_hash(second)}


def test_a_form_token_fits_only_its_session_and_its_installation() -> None:
    token = csrf_token(b"key", "session")
    assert csrf_fits(b"key", "session", token)
    assert not csrf_fits(b"key", "other session", token)
    assert not csrf_fits(b"other key", "session", token)
    assert not csrf_fits(b"key", "session", "")


def test_the_id_in_addresses_tells_nothing_of_the_nip() -> None:
    nip = "198501012010011001"
    assert opaque_id(b"key", nip) == opaque_id(b"key", nip)
    assert opaque_id(b"key", nip) != opaque_id(b"other key", nip)
    assert "1985" not in opaque_id(b"key", nip)


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "https://corpu.example.go.id"}, False),
        ({"origin": "https://corpu.example.go.id"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({}, True),
    ],
)
def test_where_a_request_comes_from(headers: dict[str, str], ours: bool) -> None:
    assert from_this_site(headers, OWN) is ours


def test_the_policy_allows_no_inline_code_and_no_foreign_host() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY
