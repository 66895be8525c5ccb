"""Keys to sign papers with, made for a test: certificates that nobody else trusts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from documents.signature import Key

if TYPE_CHECKING:
    from pathlib import Path

NAMED = "Example School of Medicine"
PASSWORD = "made up for a test"
LONG = timedelta(days=3650)


def key_in(
    folder: Path,
    *,
    begins: datetime = datetime(2020, 1, 1, tzinfo=UTC),
    lasts: timedelta = LONG,
    password: str = PASSWORD,
    signs: bool = True,
) -> Key:
    """Write a new PKCS#12 file, and `certificate.pem` beside it; return the key."""
    private = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(private, begins, begins + lasts, signs=signs)
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    encryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    file = folder / "papers.p12"
    file.write_bytes(
        serialize_key_and_certificates(b"papers", private, certificate, None, encryption)
    )
    return Key(file, password)


def _certificate(
    private: ec.EllipticCurvePrivateKey, begins: datetime, ends: datetime, *, signs: bool
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAMED)])
    usage = x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    built = built.public_key(private.public_key()).serial_number(x509.random_serial_number())
    built = built.not_valid_before(begins).not_valid_after(ends).add_extension(usage, critical=True)
    return built.sign(private, SHA256())


def badge_key_in(folder: Path, *, bits: int = 2048, public: bool = False) -> Path:
    """Write a new RSA key, or only the public part of one, and return its file."""
    private = rsa.generate_private_key(65537, bits)
    content = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    if public:
        shown = PublicFormat.SubjectPublicKeyInfo
        content = private.public_key().public_bytes(Encoding.PEM, shown)
    file = folder / f"badge-{bits}-{'public' if public else 'private'}.pem"
    file.write_bytes(content)
    return file
