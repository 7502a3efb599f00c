"""Service cards put together from directory records: own facts first, then the master text."""

import datetime as dt
from collections.abc import Iterable

from lotse_desk.domain.faults import NotFound
from lotse_desk.domain.hours import parse_date
from lotse_desk.domain.hsds import (
    Attribute,
    Contact,
    Language,
    Organization,
    Phone,
    RequiredDocument,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from lotse_desk.domain.service_card import (
    LocalText,
    PaperForm,
    ServiceCard,
    SpokenLanguage,
    Telephone,
)
from lotse_desk.domain.supplement import (
    TOPIC_TAXONOMY,
    Document,
    Form,
    MasterDocument,
    MasterName,
    MasterText,
    RecordOrigin,
    Translation,
    Verification,
    text_hash,
)
from lotse_desk.home.home import Home
from lotse_desk.home.places import places_of
from lotse_desk.storage.trust_store import TrustStore

MASTER_FIELDS = (
    "name",
    "short_description",
    "description",
    "eligibility",
    "cost",
    "steps",
    "claim_start",
    "what_to_say",
    "legal_basis",
)
_SERVICE_FIELDS = {
    "description": "description",
    "eligibility": "eligibility_description",
    "cost": "fees_description",
    "steps": "application_process",
}
NO_TRANSLATION_NEEDED = frozenset({"legal_basis"})


def service_card(home: Home, record_id: str, language: str, today: dt.date) -> ServiceCard:
    """The card of a service or master text; `today` chooses names. Raises `NotFound`."""
    service = home.directory.get(Service, record_id)
    if service is not None:
        return _of_service(home, service, language, today)
    master = home.directory.get(MasterText, record_id)
    if master is None:
        raise NotFound("service", record_id)
    return _of_master(home, master, language, today)


def topics_of(home: Home, service_id: str) -> tuple[str, ...]:
    """Topic slugs a service is linked to, in the order of the links' ids."""
    links = home.directory.where(Attribute, link_entity="service", link_id=service_id)
    return tuple(
        term
        for link in links
        if (term := link.taxonomy_term_id)
        and term in home.reference.topics
        and link.link_type in (None, TOPIC_TAXONOMY)
    )


def _of_master(home: Home, master: MasterText, language: str, today: dt.date) -> ServiceCard:
    texts, former = _master_texts(home, master, language, today)
    return ServiceCard(
        id=master.id,
        topics=(master.topic,),
        flags=_flags(home, (master.topic,)),
        texts=texts,
        documents=_master_documents(home, master, language),
        former_name=former,
        forms=_forms(home, [("master_text", master.id)], language),
        to_be_checked=True,
    )


def _of_service(home: Home, service: Service, language: str, today: dt.date) -> ServiceCard:
    store = home.directory
    topics = topics_of(home, service.id)
    # A topic's master text speaks only for services that leave the telling to it.
    masters = store.where(MasterText, topic=topics[0]) if topics and not service.description else []
    texts, former = _master_texts(home, masters[0], language, today) if masters else ({}, "")
    texts |= _own_texts(home, service, language, keep_name=bool(masters))
    own_documents = store.where(RequiredDocument, service_id=service.id)
    organization = (
        store.get(Organization, service.organization_id) if service.organization_id else None
    )
    origins = store.where(RecordOrigin, entity="service", entity_id=service.id)
    units = [c.department for c in store.where(Contact, service_id=service.id) if c.department]
    places = places_of(home, service)
    return ServiceCard(
        id=service.id,
        topics=topics,
        flags=_flags(home, topics),
        texts=texts,
        documents=_own_documents(home, own_documents, language)
        or (_master_documents(home, masters[0], language) if masters else ()),
        body=(organization.name or "") if organization else "",
        unit=units[0] if units else "",
        towns=_towns(home, service.id),
        places=places,
        phones=_phones(home, service),
        languages=_languages(home, service),
        url=service.url or (organization.website or "" if organization else ""),
        former_name=former,
        sample=any(origin.sample for origin in origins),
        last_checked=_last_checked(home, service.id),
        to_be_checked=any(home.reference.topics[topic].to_be_checked for topic in topics),
        forms=_forms(
            home, [("service", service.id), *(("master_text", m.id) for m in masters)], language
        ),
    )


def _master_texts(
    home: Home, master: MasterText, language: str, today: dt.date
) -> tuple[dict[str, LocalText], str]:
    """Texts of a master text, and the former name of its benefit if it changed."""
    translations = _translations(home, "master_text", master.id, language)
    texts = {
        field: _local(value, translations.get(field), language, field)
        for field in MASTER_FIELDS
        if (value := getattr(master, field))
    }
    name, former = _name_of_the_day(home, master, today)
    if name != master.name:
        texts["name"] = _local(name, translations.get("name"), language, "name")
    return texts, former


def _name_of_the_day(home: Home, master: MasterText, today: dt.date) -> tuple[str, str]:
    """The name valid today and the one before; unchecked names stay neutral."""
    names = sorted(
        home.directory.where(MasterName, master_text_id=master.id), key=lambda n: n.valid_from
    )
    valid = [name for name in names if name.valid_from <= today.isoformat()]
    if not valid or not valid[-1].checked:
        return master.name, ""
    return valid[-1].name, valid[-2].name if len(valid) > 1 else ""


def _own_texts(
    home: Home, service: Service, language: str, *, keep_name: bool
) -> dict[str, LocalText]:
    translations = _translations(home, "service", service.id, language)
    texts = {
        field: _local(value, translations.get(column), language, field)
        for field, column in _SERVICE_FIELDS.items()
        if (value := getattr(service, column))
    }
    if not keep_name:
        texts["name"] = _local(
            service.name or service.id, translations.get("name"), language, "name"
        )
    return texts


def _master_documents(home: Home, master: MasterText, language: str) -> tuple[LocalText, ...]:
    links = sorted(
        home.directory.where(MasterDocument, master_text_id=master.id), key=lambda m: m.position
    )
    ids = [link.document_id for link in links]
    named = {d.id: d.name for d in home.directory.where_in(Document, "id", ids)}
    translated = {
        t.entity_id: t
        for t in home.directory.where_in(
            Translation, "entity_id", ids, entity=Document.TABLE, language=language
        )
    }
    return tuple(_local(named[i], translated.get(i), language, "document") for i in ids)


def _own_documents(
    home: Home, documents: Iterable[RequiredDocument], language: str
) -> tuple[LocalText, ...]:
    named = {document.id: document.document for document in documents if document.document}
    translated = {
        t.entity_id: t
        for t in home.directory.where_in(
            Translation,
            "entity_id",
            list(named),
            entity=RequiredDocument.TABLE,
            language=language,
            field="document",
        )
    }
    return tuple(
        _local(german, translated.get(document_id), language, "document")
        for document_id, german in named.items()
    )


def _translations(home: Home, entity: str, entity_id: str, language: str) -> dict[str, Translation]:
    found = home.directory.where(Translation, entity=entity, entity_id=entity_id, language=language)
    return {translation.field: translation for translation in found}


def _local(german: str, translation: Translation | None, language: str, field: str) -> LocalText:
    if language == "de" or field in NO_TRANSLATION_NEEDED:
        return LocalText(german)
    if translation is None:
        return LocalText(german, None, "missing")
    if translation.source_hash != text_hash(german):
        return LocalText(german, None, "outdated")
    return LocalText(german, translation.text, translation.state)


def _flags(home: Home, topics: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(home.reference.topics[topic].flags for topic in topics))


def _towns(home: Home, service_id: str) -> tuple[str, ...]:
    by_ars = {town.ars: slug for slug, town in home.reference.towns.items()}
    areas = home.directory.where(ServiceArea, service_id=service_id)
    return tuple(by_ars[area.extent] for area in areas if area.extent in by_ars)


def _phones(home: Home, service: Service) -> tuple[Telephone, ...]:
    store = home.directory
    found = store.where(Phone, service_id=service.id)
    for place in store.where(ServiceAtLocation, service_id=service.id):
        found += store.where(Phone, service_at_location_id=place.id)
        if not found and place.location_id:
            found += store.where(Phone, location_id=place.location_id)
    if not found and service.organization_id:
        found = store.where(Phone, organization_id=service.organization_id)
    changes = TrustStore(home.database)
    return tuple(
        Telephone(
            phone.number,
            phone.description or "",
            parse_date(changes.changed_since("phone", phone.id).get("number")),
        )
        for phone in found
        if phone.number
    )


def _languages(home: Home, service: Service) -> tuple[SpokenLanguage, ...]:
    found = home.directory.where(Language, service_id=service.id)
    for place in home.directory.where(ServiceAtLocation, service_id=service.id):
        found += home.directory.where(Language, location_id=place.location_id)
    return tuple(
        SpokenLanguage(spoken.code or spoken.name or "", spoken.note or "") for spoken in found
    )


def _last_checked(home: Home, service_id: str) -> dt.date | None:
    checks = home.directory.where(Verification, entity="service", entity_id=service_id)
    return max((day for v in checks if (day := parse_date(v.on_date))), default=None)


def _forms(home: Home, owners: Iterable[tuple[str, str]], language: str) -> tuple[PaperForm, ...]:
    def name(form: Form) -> LocalText:
        translations = _translations(home, "form", form.id, language)
        return _local(form.name, translations.get("name"), language, "name")

    return tuple(
        PaperForm(form.id, name(form), form.shelf_number or "")
        for entity, entity_id in owners
        for form in home.directory.where(Form, entity=entity, entity_id=entity_id)
    )
