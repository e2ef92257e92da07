"""TLS for callers and agents on other computers: the owner's certificate, or one signed by ourselves on the spot."""

import datetime
import ipaddress
import socket
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.app.settings import Settings
from bot.kit.errors import FrontlineError

VALID_FOR = datetime.timedelta(days=825)


def certificate_and_key(settings: Settings, now: datetime.datetime) -> tuple[Path, Path]:
    """The certificate and key files to serve with; made in the data folder when the owner named none."""
    if settings.tls_certificate and settings.tls_key:
        for file in (settings.tls_certificate, settings.tls_key):
            if not file.is_file():
                raise FrontlineError("no_certificate", f"There is no file {file}: name the certificate and its key.")
        return settings.tls_certificate, settings.tls_key
    if settings.tls_certificate or settings.tls_key:
        raise FrontlineError("half_certificate", "Name both, FRONTLINE_TLS_CERTIFICATE and FRONTLINE_TLS_KEY.")
    certificate, key = settings.data / "tls" / "certificate.pem", settings.data / "tls" / "key.pem"
    if not certificate.is_file() or not key.is_file():
        _make(certificate, key, now)
    return certificate, key


def _make(certificate: Path, key: Path, now: datetime.datetime) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    host = socket.gethostname()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])])
    names = [x509.DNSName("localhost"), x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(private, hashes.SHA256())
    )
    certificate.parent.mkdir(parents=True, exist_ok=True)
    key.touch(mode=0o600)
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
